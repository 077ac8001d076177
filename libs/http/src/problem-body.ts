import { PROBLEMS, Problem, type FieldFault, type ProblemCode } from '#libs/contracts';
import { Refusal } from '#libs/domain';
import { isAway } from '#libs/store';
import { HttpException } from '@nestjs/common';

export type Language = 'vi' | 'en';

/** A refusal as it is sent: RFC 9457, with a stable code and what to do. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly remedy: string;
  readonly errors?: readonly FieldFault[];
  /** What a message about the refusal needs: state, action, what is allowed. */
  readonly facts?: Refusal['facts'];
  readonly incident?: string;
}

/** Vietnamese unless English is asked for first. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'vi';
}

/** A refusal in words: `detail` is what this case adds to the title. */
export function problemBody(
  code: ProblemCode,
  detail: string,
  language: Language,
  rest: Pick<ProblemBody, 'errors' | 'facts' | 'incident'> = {},
): ProblemBody {
  const { title, remedy, status } = PROBLEMS[code];
  return {
    type: `urn:kip:problem:${code}`,
    title: title[language],
    status,
    code,
    detail,
    remedy: remedy[language],
    ...rest,
  };
}

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  401: 'not_authenticated',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported_media_type',
  422: 'invalid_request',
  429: 'too_many_requests',
  503: 'unavailable',
};

/** SQLSTATE class 22: data that the database cannot hold, a NUL character for instance. */
const BAD_DATA = /^22/;

function codeOf(error: unknown): string {
  const code =
    error !== null && typeof error === 'object' ? (error as { code?: unknown }).code : null;
  return typeof code === 'string' ? code : '';
}

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status =
    error !== null && typeof error === 'object'
      ? (error as { statusCode?: unknown }).statusCode
      : null;
  return typeof status === 'number' ? status : null;
}

/**
 * What any error means to a client. Null: nobody foresaw it, and it is told as `internal` with an
 * incident id, without a word of what it says.
 */
export function problemOf(error: unknown, language: Language): ProblemBody | null {
  if (error instanceof Problem) {
    const errors = error.faults.length > 0 ? { errors: error.faults } : {};
    return problemBody(error.code, error.detail, language, errors);
  }
  if (error instanceof Refusal) {
    const { state, action, allowed } = error.facts;
    const where = [state, action].filter((word) => typeof word === 'string').join(' / ');
    const can = Array.isArray(allowed) ? ` → ${allowed.join(', ')}` : '';
    return problemBody(error.code, `${where}${can}`, language, { facts: error.facts });
  }
  const sqlState = codeOf(error);
  if (isAway(error)) return problemBody('unavailable', sqlState, language);
  if (BAD_DATA.test(sqlState)) return problemBody('invalid_request', sqlState, language);
  const status = statusOf(error);
  if (status === null || status >= 500) return null;
  const detail = error instanceof Error ? error.message : '';
  return problemBody(BY_STATUS[status] ?? 'invalid_request', detail, language);
}
