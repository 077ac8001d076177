import { Problem } from '#libs/contracts';
import { type Actor, redactPhoto, redactText } from '#libs/domain';
import {
  type Reference,
  type Tx,
  type UploadRef,
  findPhoto,
  publicText,
  redactPhotoWith,
  saveReport,
  setPublicText,
  unredactPhoto,
} from '#libs/store';
import { contextFor, reportFor } from './acting.js';

interface Request {
  readonly code: string;
  readonly actor: Actor;
  readonly reason: string;
}

/**
 * Puts another text in the place of what the public reads of a report, or takes it away again (null).
 * What is so already is left alone.
 * @throws Refusal where it is not allowed
 */
export async function redactTextStage(
  tx: Tx,
  reference: Reference,
  request: Request & { readonly text: string | null },
): Promise<void> {
  const { text, actor } = request;
  const report = await reportFor(tx, request);
  const done = redactText(report, request, contextFor(tx, reference, actor));
  if ((await publicText(tx, report.id)) === text) return;
  await saveReport(tx, { before: report, done }, reference.book);
  await setPublicText(tx, report.id, text, actor.personCode);
}

/** What is to be shown in the place of a photo: an upload, and which areas of it are unrecognisable. */
export interface Redacted {
  readonly upload: UploadRef;
  readonly areas: readonly object[];
}

/**
 * Shows a photo with areas made unrecognisable to everybody but moderators, or as it is again (null).
 * @throws Problem `not_found` where the report has no such photo; Refusal where it is not allowed
 */
export async function redactPhotoStage(
  tx: Tx,
  reference: Reference,
  request: Request & { readonly photoId: string; readonly redacted: Redacted | null },
): Promise<void> {
  const { photoId, redacted, actor, reason } = request;
  const report = await reportFor(tx, request);
  const photo = await findPhoto(tx, report.id, photoId);
  if (!photo) throw new Problem('not_found', `no photo ${photoId} of ${request.code}`);
  const areas = redacted?.areas.length ?? 0;
  const done = redactPhoto(
    report,
    { id: photoId, areas, reason },
    contextFor(tx, reference, actor),
  );
  if (redacted === null && photo.redactedId === null) return;
  await saveReport(tx, { before: report, done }, reference.book);
  if (redacted === null) {
    await unredactPhoto(tx, photoId);
    return;
  }
  const by = actor.personCode;
  const taken = await redactPhotoWith(tx, { reportId: report.id, photoId, ...redacted, by });
  if (!taken) throw new Problem('upload_unknown', 'the photo made anew was given up meanwhile');
}
