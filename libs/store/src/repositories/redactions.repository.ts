import { type Tx } from '../store.js';
import { type UploadRef } from './uploads.repository.js';

/** What everybody but the desk reads in the place of a report's own text; null: that one itself. */
export async function publicText(tx: Tx, reportId: string): Promise<string | null> {
  const [row] = await tx.prepared<{ text: string }>(
    'SELECT text FROM public_texts WHERE report_id = $1',
    [reportId],
  );
  return row?.text ?? null;
}

/** The same of several reports, by their ids; those whose own text may be read are left out. */
export async function publicTexts(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.prepared<{ id: string; text: string }>(
    'SELECT report_id AS id, text FROM public_texts WHERE report_id = ANY ($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** Puts a text in the place of a report's own; null takes it away again. */
export async function setPublicText(
  tx: Tx,
  reportId: string,
  text: string | null,
  by: string | null,
): Promise<void> {
  if (text === null) {
    await tx.prepared('DELETE FROM public_texts WHERE report_id = $1', [reportId]);
    return;
  }
  await tx.prepared(
    `INSERT INTO public_texts (report_id, text, by_code, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (report_id) DO UPDATE SET text = excluded.text, by_code = excluded.by_code, at = excluded.at`,
    [reportId, text, by, tx.now],
  );
}

/** Which file is shown in the place of a photo. */
export interface PhotoRedaction {
  readonly reportId: string;
  readonly photoId: string;
  readonly upload: UploadRef;
  readonly areas: readonly object[];
  readonly by: string | null;
}

/** Shows a photo as it is again: the file in its place is an upload whose time is up, and is tidied away. */
export async function unredactPhoto(tx: Tx, photoId: string): Promise<boolean> {
  const rows = await tx.prepared(
    `WITH gone AS (DELETE FROM redacted_photos WHERE photo_id = $1 RETURNING *)
     INSERT INTO uploads (id, token_hash, state, bytes, sha256, width, height, added_at, expires_at)
     SELECT file_id, '', 'ready', bytes, sha256, 1, 1, $2::timestamptz - interval '1 second', $2::timestamptz
     FROM gone RETURNING id`,
    [photoId, tx.now],
  );
  return rows.length > 0;
}

/**
 * Shows an upload in the place of a photo, and of what was shown there before.
 * @returns false where the upload could not be used
 */
export async function redactPhotoWith(tx: Tx, redaction: PhotoRedaction): Promise<boolean> {
  const { reportId, photoId, upload, areas, by } = redaction;
  await unredactPhoto(tx, photoId);
  const rows = await tx.prepared(
    `WITH taken AS (
       DELETE FROM uploads WHERE id = $1 AND token_hash = $2 AND state = 'ready' RETURNING *
     )
     INSERT INTO redacted_photos (photo_id, report_id, file_id, bytes, sha256, areas, by_code, at)
     SELECT $3::uuid, $4::uuid, id, bytes, sha256, $5::jsonb, $6, $7::timestamptz FROM taken RETURNING file_id`,
    [upload.id, upload.tokenHash, photoId, reportId, JSON.stringify(areas), by, tx.now],
  );
  return rows.length > 0;
}
