import { type PhotoKind } from '#libs/domain';
import { type Tx } from '../store.js';

/** A photo of a report. */
export interface StoredPhoto {
  readonly id: string;
  /** Within the report, from 1. */
  readonly number: number;
  readonly kind: PhotoKind;
  readonly cycleNumber: number;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  readonly addedAt: Date;
  /** A person of the desk; null: the reporter. */
  readonly addedBy: string | null;
  readonly hidden: boolean;
  /** The file that is shown in its place; null: it is shown as it is. */
  readonly redactedId: string | null;
}

const COLUMNS = `id, number, kind, cycle_number AS "cycleNumber", width, height,
  added_at AS "addedAt", added_by AS "addedBy", hidden,
  (SELECT file_id FROM redacted_photos p WHERE p.photo_id = attachments.id) AS "redactedId"`;

/** The photos of a report, hidden ones too, in the order in which they came. */
export async function photosOf(tx: Tx, reportId: string): Promise<readonly StoredPhoto[]> {
  return tx.prepared<StoredPhoto>(
    `SELECT ${COLUMNS} FROM attachments WHERE report_id = $1 ORDER BY number`,
    [reportId],
  );
}

/** One photo of a report, hidden or not; null where the report has no such photo. */
export async function findPhoto(
  tx: Tx,
  reportId: string,
  photoId: string,
): Promise<StoredPhoto | null> {
  const [photo] = await tx.prepared<StoredPhoto>(
    `SELECT ${COLUMNS} FROM attachments WHERE report_id = $1 AND id = $2`,
    [reportId, photoId],
  );
  return photo ?? null;
}

/** Hides a photo, or shows it again. */
export async function setPhotoHidden(tx: Tx, photoId: string, hidden: boolean): Promise<void> {
  await tx.prepared('UPDATE attachments SET hidden = $2 WHERE id = $1', [photoId, hidden]);
}

/** Photos of reports with the codes of these, some at a time, in the order of their ids. */
export async function photosAfter(
  tx: Tx,
  after: string,
  limit: number,
): Promise<{ readonly id: string; readonly code: string }[]> {
  return tx.query(
    `SELECT a.id, r.code FROM attachments a JOIN reports r ON r.id = a.report_id
     WHERE a.id > $1 ORDER BY a.id LIMIT $2`,
    [after, limit],
  );
}

/** Which of these ids are a photo's or an upload's. */
export async function knownPhotos(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM attachments WHERE id = ANY ($1::uuid[])
     UNION ALL SELECT id FROM uploads WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
