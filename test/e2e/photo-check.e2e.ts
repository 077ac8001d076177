import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkPhotos, openStorage } from '#libs/media';
import { type TestDesk, as, file, startDesk } from '../harness/desk.js';
import { plainJpeg } from '../harness/hostile-images.js';
import { refOf, sendFile } from '../harness/media.js';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startDesk();
}, 60_000);
afterAll(async () => desk.stop());

async function uploaded(): Promise<{ id: string; token: string }> {
  const url = `${desk.url}/v1/desk/uploads`;
  const sent = await sendFile(url, await plainJpeg(), 'photo.jpg', as('op-1'));
  expect(sent).toMatchObject({ status: 201 });
  return refOf(sent);
}

describe('the files of photos', () => {
  it('are each a photo’s or an upload’s, and each photo has both of its own', async () => {
    const photo = await uploaded();
    const { report } = await file('Cáp võng', { photos: [photo] });
    // An upload that no report has taken yet is nobody's fault.
    await uploaded();
    const { store } = desk.database;
    const { folder } = desk.kept;
    const found = () => checkPhotos(store, openStorage({ kind: 'disk', folder }));
    expect(await found()).toEqual([]);

    const place = path.join(folder, photo.id.slice(0, 2), photo.id.slice(2, 4));
    await rm(path.join(place, `${photo.id}-thumbnail.jpg`));
    const nobodys = 'ffeeddcc-0000-4000-8000-000000000000';
    await mkdir(path.join(folder, 'ff', 'ee'), { recursive: true });
    await writeFile(path.join(folder, 'ff', 'ee', `${nobodys}-photo.jpg`), 'x');
    // What is none of ours is left alone.
    await writeFile(path.join(folder, 'README'), 'x');
    await writeFile(path.join(folder, 'ff', 'ee', 'notes.txt'), 'x');
    const faults = await found();
    expect(faults).toEqual([
      {
        id: photo.id,
        what: `the thumbnail of a photo of ${report.code} has no file`,
        repair: expect.stringContaining('put the file back'),
      },
      {
        id: nobodys,
        what: "a file (photo) is no photo's and no upload's",
        repair: expect.stringContaining('remove it'),
      },
    ]);
  });
});
