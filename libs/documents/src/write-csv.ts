import { FIGURE_NAMES, type DocumentLanguage } from '#libs/contracts';
import { type Reference } from '#libs/store';
import { guarded } from './guard.js';
import { type Cell, type Identity } from './model.js';
import { type PeriodFigures, PERIOD_TABLES } from './period-figures.js';

/** Excel knows UTF-8 by it; without it Vietnamese letters are lost. */
const MARK = '\ufeff';
const END = '\r\n';

/** Where a comma divides the decimals, Excel divides the columns by a semicolon. */
export function separatorOf(language: DocumentLanguage): string {
  return language === 'vi' ? ';' : ',';
}

function lineOf(cells: readonly Cell[], separator: string): string {
  const written = cells.map((cell) => {
    if (typeof cell === 'number') return String(cell);
    const text = guarded(cell);
    return /[";,\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  });
  return written.join(separator) + END;
}

/** Lines in pieces of a size that a disk likes. */
function* gathered(lines: Iterable<string>): Generator<string> {
  let piece = MARK;
  for (const line of lines) {
    piece += line;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* figureLines(
  figures: PeriodFigures,
  { id, checksum }: Identity,
  language: DocumentLanguage,
): Generator<readonly Cell[]> {
  yield ['table', 'cohort', 'code', 'name', 'figure', 'value'];
  const about = {
    id,
    checksum,
    from: figures.asked.from,
    to: figures.asked.to,
    as_of: figures.as_of,
  };
  for (const [name, value] of Object.entries(about)) yield ['document', '', '', '', name, value];
  for (const cohort of ['received', 'due', 'legs'] as const) {
    for (const name of FIGURE_NAMES) yield ['total', cohort, '', '', name, figures[cohort][name]];
  }
  for (const table of PERIOD_TABLES) {
    for (const { value, label, ...counts } of figures.tables[table] ?? []) {
      for (const cohort of ['received', 'due'] as const) {
        for (const name of FIGURE_NAMES) {
          yield [table, cohort, value ?? '', label[language], name, counts[cohort][name]];
        }
      }
    }
  }
  for (const { code, name, amount, cohort, actual } of figures.targets ?? []) {
    const { kind, ...counted } = actual;
    const values = { amount, ...counted };
    for (const [figure, value] of Object.entries(values)) {
      yield ['target', cohort, code, name[language], `${kind}.${figure}`, value ?? ''];
    }
  }
  for (const { over_days, open, overdue } of figures.backlog) {
    yield ['backlog', '', String(over_days), '', 'open', open];
    yield ['backlog', '', String(over_days), '', 'overdue', overdue];
  }
}

/** Every figure on a line of its own, table by table: a file that is written as it is made. */
export function* csvOfFigures(
  figures: PeriodFigures,
  identity: Identity,
  language: DocumentLanguage,
): Generator<string> {
  const separator = separatorOf(language);
  const lines = figureLines(figures, identity, language);
  yield* gathered(
    (function* () {
      for (const cells of lines) yield lineOf(cells, separator);
    })(),
  );
}

const REPORT_HEAD = [
  'code',
  'class',
  'cycle',
  'received_at',
  'due_at',
  'ended_at',
  'unit',
  'unit_name',
];

/**
 * The reports behind the figures, a line each, read many at a time and written as they come.
 * @param pages lines of `drillAll`
 */
export async function* csvOfReports(
  pages: AsyncIterable<readonly string[]>,
  reference: Reference,
  language: DocumentLanguage,
): AsyncGenerator<string> {
  const separator = separatorOf(language);
  let piece = MARK + lineOf(REPORT_HEAD, separator);
  for await (const lines of pages) {
    for (const line of lines) {
      const cells = line.split('\t');
      cells.push(reference.units.get(cells.at(-1) ?? '')?.name[language] ?? '');
      piece += lineOf(cells, separator);
    }
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
