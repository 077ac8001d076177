import { type components } from './schema.js';

export type ProblemCode = components['schemas']['Problem']['code'];

/** What is wrong with one field of what was sent. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** A refusal of the server, in the reader's language: what it is, what it is about, what to do. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
  readonly fields: readonly FieldFault[];
  /** Facts of a refused act: `state`, `action`, `allowed`. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Under which number the server's log has it, where nobody foresaw it. */
  readonly incident: string | null;
  /** After how many seconds it is worth trying again; null: the server does not say. */
  readonly retryAfter: number | null;

  constructor(body: ProblemBody, retryAfter: number | null) {
    super(`${body.code}: ${body.title}`);
    this.name = 'Problem';
    this.code = body.code;
    this.status = body.status;
    this.title = body.title;
    this.detail = body.detail;
    this.remedy = body.remedy;
    this.fields = body.errors ?? [];
    this.facts = body.facts ?? {};
    this.incident = body.incident ?? null;
    this.retryAfter = retryAfter;
  }

  /** Somebody else acted first, or what was looked at is no longer so. */
  get isConflict(): boolean {
    return this.status === 409 || this.status === 412;
  }
}

/** The server could not be reached: nothing is known of what was sent. */
export class Offline extends Error {
  constructor(cause: unknown) {
    super('the server could not be reached', { cause });
    this.name = 'Offline';
  }
}

/** An answer that is neither what was asked for nor a problem: of something between here and the server. */
export class StrangeAnswer extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`an answer with status ${status} that is no problem+json`);
    this.name = 'StrangeAnswer';
    this.status = status;
  }
}

interface ProblemBody {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
  readonly errors?: readonly FieldFault[];
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly incident?: string;
}

function isProblemBody(body: unknown): body is ProblemBody {
  if (body === null || typeof body !== 'object') return false;
  const fields = body as Readonly<Record<string, unknown>>;
  return ['code', 'title', 'detail', 'remedy'].every((name) => typeof fields[name] === 'string');
}

/** The refusal that an answer is: a problem as the server words it, or whatever stands between. */
export async function refusalOf(response: Response): Promise<Problem | StrangeAnswer> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('application/problem+json')) return new StrangeAnswer(response.status);
  const body: unknown = await response.clone().json();
  if (!isProblemBody(body)) return new StrangeAnswer(response.status);
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new Problem(body, Number.isFinite(seconds) ? seconds : null);
}
