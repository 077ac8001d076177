import { type DeskPhotoView, type PhotoView, type UploadedPhoto } from '#libs/dto';
import { type StoredPhoto } from '#libs/store';
import { type Uploaded } from './media.js';

/** An upload as its sender is told of it. */
export function uploadView(uploaded: Uploaded): UploadedPhoto {
  const { id, token, width, height, bytes, expiresAt, suggestedPlace, takenAt } = uploaded;
  return {
    ...{ id, token, width, height, bytes },
    expires_at: expiresAt.toISOString(),
    suggested_place: suggestedPlace,
    taken_at: takenAt,
  };
}

/** A photo as anybody who may see it reads of it. */
export function photoView({ id, kind, width, height, addedAt }: StoredPhoto): PhotoView {
  return { id, kind, width, height, added_at: addedAt.toISOString() };
}

/** A photo as the desk reads of it. */
export function deskPhotoView(photo: StoredPhoto): DeskPhotoView {
  const { cycleNumber, addedBy, hidden, redactedId } = photo;
  const redacted = redactedId !== null;
  return { ...photoView(photo), cycle: cycleNumber, added_by: addedBy, hidden, redacted };
}
