import { Problem } from '#libs/contracts';
import { MOST_PHOTOS } from '#libs/domain';
import { type Attaching, type Tx, attachUploads, photosOf } from '#libs/store';

/**
 * Makes uploads photos of a report, all of them or none. Whoever calls has changed the report in the
 * same transaction, so that two who add photos at once come one after the other.
 * @throws Problem `upload_unknown` where one of them is not there, was used or is over;
 * `photos_too_many` where the cycle would have more of the kind than it may
 */
export async function attachPhotos(tx: Tx, attaching: Attaching): Promise<void> {
  const { reportId, kind, cycleNumber, uploads } = attaching;
  const attached = await attachUploads(tx, attaching);
  const unknown = uploads.filter(({ id }) => !attached.includes(id)).map(({ id }) => id);
  if (unknown.length > 0) {
    const faults = unknown.map((id) => ({ field: 'photos', message: `no upload ${id} to use` }));
    throw new Problem('upload_unknown', unknown.join(', '), faults);
  }
  const alike = (await photosOf(tx, reportId)).filter(
    (photo) => photo.kind === kind && photo.cycleNumber === cycleNumber,
  );
  if (alike.length > MOST_PHOTOS) {
    throw new Problem('photos_too_many', `${alike.length} of ${MOST_PHOTOS}`);
  }
}
