import { type JsonValue } from '#libs/domain';
import { type PrintedDocument, type Reference, type Tx } from '#libs/store';
import { canonical, sha256 } from './canonical.js';
import { countPeriod } from './count-period.js';
import { type DocumentModel } from './model.js';
import { readDocument } from './read-document.js';
import { periodDocument } from './period-document.js';
import { type PeriodFigures, asFigures, checksumOf } from './period-figures.js';

/** `as_printed`: byte for byte; `edited`: written in, and all that was computed stands; `altered`: it does not. */
export type FileState = 'as_printed' | 'edited' | 'altered';

export interface FileFinding {
  readonly state: FileState;
  /** What was printed and does not stand in the file; empty where it cannot be told what. */
  readonly missing: readonly string[];
}

/** A figure that is not what was printed; null: there is none. */
export interface FigureDifference {
  readonly figure: string;
  readonly printed: JsonValue;
  /** Counted anew, as of the instant of the document, and as of now. */
  readonly then: JsonValue;
  readonly now: JsonValue;
}

/** Whether the kept figures are those that were printed: by their checksum, and by the file's own. */
export function isIntact(document: PrintedDocument): boolean {
  return checksumOf(document.figures) === document.figuresSha256;
}

function computedTexts({ sections, appendix }: DocumentModel): string[] {
  return [...sections, appendix].flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind === 'paragraph') return [block.text];
      return block.kind === 'table' ? block.rows.map((cells) => cells.map(String).join('|')) : [];
    }),
  );
}

/** What of the expected texts is not there, as often as it is expected. */
function missingOf(expected: readonly string[], there: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const text of there) left.set(text, (left.get(text) ?? 0) + 1);
  return expected.filter((text) => {
    const many = left.get(text.trim()) ?? 0;
    left.set(text.trim(), many - 1);
    return many <= 0;
  });
}

function sameJson(json: unknown, document: PrintedDocument, model: DocumentModel): boolean {
  const { figures, sections } = json as { figures?: JsonValue; sections?: JsonValue };
  const texts = model.sections.map(({ heading, blocks }) => ({
    heading,
    paragraphs: blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])),
  }));
  return (
    canonical(figures ?? null) === canonical(document.figures) &&
    canonical(sections ?? null) === canonical(texts)
  );
}

/** Holds a file against what was kept of the document that it says it is. */
export function examineFile(bytes: Uint8Array, document: PrintedDocument): FileFinding {
  if (sha256(bytes) === document.fileSha256) return { state: 'as_printed', missing: [] };
  const { texts, json } = readDocument(bytes);
  const identity = { id: document.id, checksum: document.figuresSha256 };
  const model = periodDocument(asFigures(document.figures), document.language, identity);
  if (texts !== null) {
    const missing = missingOf(computedTexts(model), texts);
    return { state: missing.length === 0 ? 'edited' : 'altered', missing };
  }
  const same = json !== null && sameJson(json, document, model);
  return { state: same ? 'edited' : 'altered', missing: [] };
}

/** Every figure by its place, such as `tables.month.2023-03.received.late`. */
function* flat(value: JsonValue, place: string): Generator<readonly [string, JsonValue]> {
  if (value === null || typeof value !== 'object') yield [place, value];
  else {
    for (const [key, one] of Object.entries(value as Readonly<Record<string, JsonValue>>)) {
      yield* flat(one, place === '' ? key : `${place}.${key}`);
    }
  }
}

function figuresIn(figures: PeriodFigures): Map<string, JsonValue> {
  const { received, due, legs, year_before, times, backlog, behind } = figures;
  const tables = Object.fromEntries(
    Object.entries(figures.tables).map(([table, lines]) => [
      table,
      Object.fromEntries(
        lines.map((line) => [line.value ?? '-', { received: line.received, due: line.due }]),
      ),
    ]),
  );
  const ages = Object.fromEntries(
    backlog.map(({ over_days, open, overdue }) => [`over_${over_days}_days`, { open, overdue }]),
  );
  const targets = Object.fromEntries(
    (figures.targets ?? []).map(({ code, amount, actual }) => [code, { amount, actual }]),
  );
  const { before = null } = figures;
  const own = { received, due, legs, year_before, before, times, backlog: ages, tables, behind };
  const all = { ...own, ...(figures.targets && { targets }) };
  return new Map(flat(all as unknown as JsonValue, ''));
}

/** Figures that are not those that were printed, as of then or as of now. */
export function differencesOf(
  printed: PeriodFigures,
  then: PeriodFigures,
  now: PeriodFigures,
): FigureDifference[] {
  // What a document is too old to have is no difference.
  const alike = ({ targets, ...figures }: PeriodFigures): PeriodFigures =>
    printed.targets && targets ? { ...figures, targets } : figures;
  const [was, anew, today] = [printed, then, now].map((one) => figuresIn(alike(one)));
  if (!was || !anew || !today) throw new Error('there are three of them');
  const figures = [...new Set([...was.keys(), ...anew.keys(), ...today.keys()])];
  // A group that was not there had nothing in it.
  const at = (map: Map<string, JsonValue>, figure: string): JsonValue =>
    map.get(figure) ?? (figure.startsWith('tables.') ? 0 : null);
  return figures
    .map((figure) => ({
      figure,
      printed: at(was, figure),
      then: at(anew, figure),
      now: at(today, figure),
    }))
    .filter(({ printed: one, then: other, now: third }) => one !== other || one !== third);
}

/**
 * Counts a document's figures anew, as of its instant and as of now.
 * @param tx steady, and seeing what whoever asked for the document saw
 */
export async function recount(
  tx: Tx,
  reference: Reference,
  { asked, asOf, figures }: PrintedDocument,
): Promise<readonly FigureDifference[]> {
  const then = await countPeriod(tx, reference, asked, asOf);
  const now = await countPeriod(tx, reference, asked);
  return differencesOf(asFigures(figures), then, now);
}
