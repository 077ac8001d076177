import { type PhotoKind } from '#libs/domain';
import { type Tx } from '../store.js';

/** An upload as whoever sent it shows that it is theirs. */
export interface UploadRef {
  readonly id: string;
  /** SHA-256 of the token, in hexadecimal digits. */
  readonly tokenHash: string;
}

/** What is known of a cleaned photo before its files are written. */
export interface NewUpload extends UploadRef {
  readonly bytes: number;
  readonly sha256: string;
  /** Pixels, upright. */
  readonly width: number;
  readonly height: number;
  /** A person of the desk; null: a reporter. */
  readonly addedBy: string | null;
}

/** So long an upload waits for its report. */
const HOURS_TO_USE = 24;

/**
 * Writes an upload down before its files are written, so that no file is ever without a row.
 * @returns until when it can be used
 */
export async function beginUpload(tx: Tx, upload: NewUpload): Promise<Date> {
  const expiresAt = new Date(tx.now.getTime() + HOURS_TO_USE * 3_600_000);
  const { id, tokenHash, bytes, sha256, width, height, addedBy } = upload;
  await tx.prepared(
    `INSERT INTO uploads (id, token_hash, state, bytes, sha256, width, height, added_by, added_at, expires_at)
     VALUES ($1, $2, 'writing', $3, $4, $5, $6, $7, $8, $9)`,
    [id, tokenHash, bytes, sha256, width, height, addedBy, tx.now, expiresAt],
  );
  return expiresAt;
}

/**
 * Says that the files of an upload are written: from now on it can be used.
 * @returns false where it has been given up meanwhile
 */
export async function finishUpload(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.prepared(
    `UPDATE uploads SET state = 'ready' WHERE id = $1 AND state = 'writing' RETURNING id`,
    [id],
  );
  return rows.length > 0;
}

/** Uploads that become photos of a report. */
export interface Attaching {
  readonly reportId: string;
  readonly kind: PhotoKind;
  readonly cycleNumber: number;
  /** In the order in which they are shown. */
  readonly uploads: readonly UploadRef[];
}

/**
 * Makes uploads photos of a report. An upload goes with that, so it is used once whoever else tries.
 * @returns the ids of those that could be used; of the others nobody learns whether they exist
 */
export async function attachUploads(
  tx: Tx,
  { reportId, kind, cycleNumber, uploads }: Attaching,
): Promise<readonly string[]> {
  const rows = await tx.prepared<{ id: string }>(
    `WITH taken AS (
       DELETE FROM uploads u
       USING unnest($4::uuid[], $5::text[]) WITH ORDINALITY AS asked (id, token_hash, place)
       WHERE u.id = asked.id AND u.token_hash = asked.token_hash AND u.state = 'ready'
         AND u.expires_at > $6::timestamptz
       RETURNING u.id, u.bytes, u.sha256, u.width, u.height, u.added_by, asked.place
     )
     INSERT INTO attachments (id, report_id, kind, media_type, bytes, sha256, added_at, number,
       cycle_number, width, height, added_by)
     SELECT id, $1::uuid, $2::text, 'image/jpeg', bytes, sha256, $6::timestamptz, place + (
         SELECT coalesce(max(a.number), 0) FROM attachments a WHERE a.report_id = $1::uuid
       ), $3::integer, width, height, added_by
     FROM taken RETURNING id`,
    [
      reportId,
      kind,
      cycleNumber,
      uploads.map(({ id }) => id),
      uploads.map(({ tokenHash }) => tokenHash),
      tx.now,
    ],
  );
  return rows.map(({ id }) => id);
}

/**
 * Takes uploads whose time is over, so that nobody can use them any more: their files may go. Those
 * that an earlier run took and did not finish come again.
 */
export async function takeExpiredUploads(tx: Tx, limit: number): Promise<readonly string[]> {
  const rows = await tx.prepared<{ id: string }>(
    `UPDATE uploads SET state = 'removing' WHERE id IN (
       SELECT id FROM uploads WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2
       FOR UPDATE SKIP LOCKED
     ) RETURNING id`,
    [tx.now, limit],
  );
  return rows.map(({ id }) => id);
}

/** Forgets uploads that were taken to be removed, once their files are gone. */
export async function forgetUploads(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.prepared(`DELETE FROM uploads WHERE id = ANY ($1::uuid[]) AND state = 'removing'`, [
    ids,
  ]);
}
