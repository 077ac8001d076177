import { type EdgeCode, Problem } from '#libs/contracts';
import { languageOf } from '#libs/http';
import { type WrittenProblem } from '#libs/store';
import { type RevisionView, type WrittenProblemView } from './revisions.dto.js';

// What calendars and policies share at the desk: who saves, what was read before, and what is told.

/** The header by which an editor says which revision was read. */
export const IF_MATCH = {
  name: 'If-Match',
  required: true,
  description: 'The revision that was read, such as "3"; "0" for one that is new',
};

/**
 * The revision that an editor has read: without it one would overwrite what another has saved.
 * @throws Problem `invalid_request` where the header is missing or is no revision
 */
export function expectedRevision(ifMatch: string | undefined): number {
  const [, revision] = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch?.trim() ?? '') ?? [];
  if (revision !== undefined) return Number(revision);
  const message = 'send the revision that you read, such as If-Match: "3", or "0" for a new one';
  throw new Problem('invalid_request', `If-Match: ${message}`, [{ field: 'If-Match', message }]);
}

/** The one that came, or what is wrong with it. */
export type Came<One> =
  | { readonly one: One; readonly problems: readonly [] }
  | { readonly one: null; readonly problems: readonly WrittenProblem[] };

/** What was read, held against the address that it came to. */
export function atAddress<One extends { readonly code: string }>(
  code: string,
  [one]: readonly One[],
  problems: readonly WrittenProblem[],
): Came<One> {
  if (!one) return { one: null, problems };
  if (one.code === code) return { one, problems: [] };
  const vi = `mã "${one.code}" khác mã "${code}" ở địa chỉ; dùng cùng một mã`;
  const en = `the code "${one.code}" is not the "${code}" of the address; use one code`;
  return { one: null, problems: [{ place: 'code', text: { vi, en } }] };
}

/** All problems of what came as one refusal, in the language of the request. */
export function invalid(
  code: EdgeCode,
  problems: readonly WrittenProblem[],
  language: string | undefined,
): Problem {
  const lang = languageOf(language);
  const faults = problems.map(({ place, text }) => ({ field: place, message: text[lang] }));
  return new Problem(code, faults.map(({ field }) => field).join(', '), faults);
}

/** All problems of what came, in both languages, as the answer of a check. */
export function problemViews(problems: readonly WrittenProblem[]): WrittenProblemView[] {
  return problems.map(({ place, text }) => ({ field: place, message: text }));
}

/** A revision without what it says. */
export function revisionView(one: {
  readonly revision: number;
  readonly current: boolean;
  readonly savedAt: Date | null;
  readonly savedBy: string | null;
}): RevisionView {
  const { revision, current, savedAt, savedBy } = one;
  return { revision, current, saved_at: savedAt, saved_by: savedBy };
}
