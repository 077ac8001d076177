import { Problem } from '#libs/contracts';
import { type Actor, type Moderation, type Report, addPhotos, moderatePhoto } from '#libs/domain';
import {
  type Reference,
  type Tx,
  type UploadRef,
  findPhoto,
  saveReport,
  setPhotoHidden,
} from '#libs/store';
import { contextFor, reportFor } from './acting.js';
import { attachPhotos } from './attaching.js';

/**
 * Photos that the reporter adds to a report; where the unit waited for the reporter, work goes on.
 * @throws Problem `upload_unknown`, `photos_too_many`
 */
export async function addPhotosStage(
  tx: Tx,
  reference: Reference,
  request: {
    readonly code: string;
    readonly actor: Actor;
    readonly uploads: readonly UploadRef[];
  },
): Promise<Report> {
  const { uploads, actor } = request;
  const report = await reportFor(tx, request);
  const ids = uploads.map(({ id }) => id);
  const done = addPhotos(report, ids, contextFor(tx, reference, actor));
  await saveReport(tx, { before: report, done }, reference.book);
  const { id: reportId, cycles } = done.report;
  await attachPhotos(tx, { reportId, kind: 'before', cycleNumber: cycles.length, uploads });
  return done.report;
}

/**
 * Hides a photo from everybody but moderators, or shows it again; the history tells of it. One that
 * is as it should be already is left alone.
 * @throws Problem `not_found` where the report has no such photo; Refusal where it is not allowed
 */
export async function moderatePhotoStage(
  tx: Tx,
  reference: Reference,
  request: { readonly code: string; readonly actor: Actor; readonly moderation: Moderation },
): Promise<void> {
  const { moderation, actor } = request;
  const report = await reportFor(tx, request);
  const photo = await findPhoto(tx, report.id, moderation.photoId);
  if (!photo) throw new Problem('not_found', `no photo ${moderation.photoId} of ${request.code}`);
  const done = moderatePhoto(report, moderation, contextFor(tx, reference, actor));
  if (photo.hidden === moderation.hide) return;
  await saveReport(tx, { before: report, done }, reference.book);
  await setPhotoHidden(tx, photo.id, moderation.hide);
}
