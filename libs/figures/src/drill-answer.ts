import { Problem } from '#libs/contracts';
import {
  type FiguresDrillQuery,
  type FiguresExportQuery,
  type FiguresReport,
  type FiguresReportPage,
} from '#libs/dto';
import { type Reference, type Tx } from '#libs/store';
import { questionOf } from './answer.js';
import { type DrillPlace, type DrillRow, drill, drillAll } from './drill.js';

/** A page's end, with the instant that all pages share. */
interface DrillCursor extends DrillPlace {
  readonly asOf: Date;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function writeCursor({ asOf, receivedAt, subjectId }: DrillCursor): string {
  const parts = [asOf.getTime(), receivedAt.getTime(), subjectId];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function instant(value: unknown): Date | null {
  const date = typeof value === 'number' ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** @throws Problem `bad_cursor` where it is none of ours */
function readCursor(text: string): DrillCursor {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parts = null;
  }
  const [asOfMs, receivedMs, subjectId] = Array.isArray(parts) ? (parts as unknown[]) : [];
  const [asOf, receivedAt] = [instant(asOfMs), instant(receivedMs)];
  if (!asOf || !receivedAt || typeof subjectId !== 'string' || !UUID.test(subjectId)) {
    throw new Problem('bad_cursor', 'it was not given by this list');
  }
  return { asOf, receivedAt, subjectId };
}

function reportOf(row: DrillRow): FiguresReport {
  return {
    code: row.code,
    class: row.class,
    count: row.count,
    cycle: row.cycleNumber,
    received_at: row.receivedAt,
    due_at: row.dueAt,
    ended_at: row.endedAt,
    unit: row.unitCode,
  };
}

/** The values of a group, as an address names them. */
function keysOf({ value }: Pick<FiguresDrillQuery, 'value'>): readonly (string | null)[] {
  return (value ?? []).map((one) => (one === '' ? null : one));
}

/**
 * Everything that a figure opens to, in the lines of `drillAll`, read as it is taken.
 * @throws Problem `unknown_reference` or `invalid_request`, before the first row
 */
export function exportDrill(
  tx: Tx,
  reference: Reference,
  query: FiguresExportQuery,
): AsyncGenerator<readonly string[], void> {
  const question = questionOf(query, reference, tx.now);
  return drillAll(tx, { question, figure: query.figure, keys: keysOf(query) });
}

/**
 * Opens a figure: the reports (or legs) behind it, page by page, all pages as of one instant.
 * @throws Problem `unknown_reference`, `invalid_request` or `bad_cursor`
 */
export async function answerDrill(
  tx: Tx,
  reference: Reference,
  query: FiguresDrillQuery,
): Promise<FiguresReportPage> {
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const asked = questionOf(query, reference, tx.now);
  const question = after && query.as_of === undefined ? { ...asked, asOf: after.asOf } : asked;
  const { figure, limit } = query;
  const keys = keysOf(query);
  const rows = await drill(tx, { question, figure, keys, after, limit });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const { asOf } = question;
  return {
    as_of: asOf,
    items: page.map(reportOf),
    next:
      last && rows.length > limit
        ? writeCursor({ asOf, receivedAt: last.receivedAt, subjectId: last.subjectId })
        : null,
  };
}
