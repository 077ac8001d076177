import { Refusal } from '#libs/domain';
import { type EdgeCode, PROBLEMS } from './problems.js';

/** One field that is wrong, and why. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/**
 * A refusal of an edge, with the facts that its message needs. The domain's own are `Refusal`s;
 * `problemOf` treats both alike.
 */
export class Problem extends Error {
  constructor(
    readonly code: EdgeCode,
    readonly detail: string,
    readonly faults: readonly FieldFault[] = [],
    /** What went wrong beneath, for the log alone. */
    cause?: unknown,
  ) {
    super(`${code}: ${detail}`, { cause });
    this.name = 'Problem';
  }
}

/** Somebody has to wait for so many seconds. */
export class WaitProblem extends Problem {
  constructor(
    code: EdgeCode,
    readonly waitSeconds: number,
    detail: string,
  ) {
    super(code, detail);
  }
}

/** Somebody tried a secret too often, and has to wait. */
export class TooManyTries extends WaitProblem {
  constructor(waitSeconds: number) {
    super('too_many_tries', waitSeconds, `${waitSeconds} s`);
  }
}

/** Too much came from one place; `by` says which: an address, a device, a telephone number, an area. */
export class LimitReached extends WaitProblem {
  constructor(by: string, waitSeconds: number) {
    super('limit_reached', waitSeconds, `${by}: ${waitSeconds} s`);
  }
}

/** Whether trying again can help: it belongs to the error. What nobody foresaw is worth a try. */
export function isRetryable(error: unknown): boolean {
  return error instanceof Refusal || error instanceof Problem ? PROBLEMS[error.code].retry : true;
}
