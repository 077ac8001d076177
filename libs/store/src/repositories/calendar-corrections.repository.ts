import { CalendarCorrectionEntity } from '../entities/calendar-correction.entity.js';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';

/** All corrections of a calendar, the newest first. */
export async function calendarCorrections(
  { manager }: Tx,
  calendarCode: string,
): Promise<CalendarCorrectionEntity[]> {
  return manager.find(CalendarCorrectionEntity, {
    where: { calendarCode },
    order: { askedAt: 'DESC', id: 'DESC' },
  });
}

/** Writes down that somebody asks to have open cases counted by a revision; nothing happens yet. */
export async function askCalendarCorrection(
  tx: Tx,
  asked: Pick<CalendarCorrectionEntity, 'calendarCode' | 'revisionId' | 'reason' | 'askedBy'>,
): Promise<CalendarCorrectionEntity> {
  const correction = {
    ...{ ...asked, id: newId(), askedAt: tx.now },
    ...{ confirmedBy: null, confirmedAt: null, through: null, moved: 0, kept: 0, doneAt: null },
  };
  await tx.manager.insert(CalendarCorrectionEntity, correction);
  return correction;
}

/** Writes down who confirmed it; false where somebody has already. */
export async function confirmCalendarCorrection(
  tx: Tx,
  id: string,
  confirmedBy: string,
): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `WITH now_confirmed AS (
       UPDATE calendar_corrections SET confirmed_by = $2, confirmed_at = $3
       WHERE id = $1 AND confirmed_at IS NULL RETURNING id
     ) SELECT id FROM now_confirmed`,
    [id, confirmedBy, tx.now],
  );
  return rows.length === 1;
}

/** The confirmed correction that is to be carried on, held until this transaction ends; null: none. */
export async function nextCalendarCorrection(tx: Tx): Promise<CalendarCorrectionEntity | null> {
  const [row] = await tx.prepared<{ id: string }>(
    `SELECT id FROM calendar_corrections WHERE confirmed_at IS NOT NULL AND done_at IS NULL
     ORDER BY confirmed_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [],
  );
  return row ? tx.manager.findOneBy(CalendarCorrectionEntity, { id: row.id }) : null;
}

/** How far one batch of a correction came. */
export interface CorrectionBatch {
  /** The last report that was looked at; null: there was none left. */
  readonly through: string | null;
  readonly moved: number;
  readonly kept: number;
}

/** Notes what a batch did; with none left to look at, the correction is done. */
export async function noteCorrectionBatch(
  tx: Tx,
  id: string,
  { through, moved, kept }: CorrectionBatch,
): Promise<void> {
  await tx.prepared(
    `UPDATE calendar_corrections SET through = coalesce($2, through), moved = moved + $3, kept = kept + $4,
       done_at = CASE WHEN $2::uuid IS NULL THEN $5::timestamptz END WHERE id = $1`,
    [id, through, moved, kept, tx.now],
  );
}
