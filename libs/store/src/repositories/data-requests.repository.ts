import { DATA_STREAM, type DataRequestOutcome, type State } from '#libs/domain';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';

/** A demand that somebody made of their own data. */
export interface DataRequest {
  readonly id: string;
  readonly code: string;
  readonly state: State;
  readonly cycleNumber: number;
}

/** The demand of a case; null: the case is none. */
export async function findDataRequest(tx: Tx, code: string): Promise<DataRequest | null> {
  const [request] = await tx.query<DataRequest>(
    `SELECT r.id, r.code, r.state,
       (SELECT max(c.number) FROM cycles c WHERE c.report_id = r.id) AS "cycleNumber"
     FROM reports r WHERE r.code = $1 AND r.stream_code = $2`,
    [code, DATA_STREAM],
  );
  return request ?? null;
}

/** What became of a demand, as it is written down. */
export interface Outcome {
  readonly outcome: DataRequestOutcome;
  /** The administrator. */
  readonly by: string;
  readonly reason: string;
  /** The reports that it was carried out on. */
  readonly codes: readonly string[];
}

/** Writes down what became of a demand; there may be more than one thing. */
export async function insertOutcome(
  tx: Tx,
  { id, cycleNumber }: DataRequest,
  { outcome, by, reason, codes }: Outcome,
): Promise<void> {
  await tx.query(
    `INSERT INTO data_requests (id, report_id, cycle_number, outcome, by_code, at, reason, codes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), id, cycleNumber, outcome, by, tx.now, reason, codes],
  );
}

/** What became of a demand, in order. */
export async function outcomesOf(
  tx: Tx,
  reportId: string,
): Promise<(Outcome & { readonly at: Date })[]> {
  return tx.query(
    `SELECT outcome, by_code AS by, at, reason, codes FROM data_requests WHERE report_id = $1 ORDER BY id`,
    [reportId],
  );
}

/** Whether a demand was decided since it was made, or made again. */
export async function hasOutcome(tx: Tx, reportId: string, cycleNumber: number): Promise<boolean> {
  const [row] = await tx.query<{ there: boolean }>(
    'SELECT EXISTS (SELECT FROM data_requests WHERE report_id = $1 AND cycle_number = $2) AS there',
    [reportId, cycleNumber],
  );
  return row?.there === true;
}
