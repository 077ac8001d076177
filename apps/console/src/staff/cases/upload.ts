import { type Schema, shown } from '../../api/client.js';
import { Offline, refusalOf } from '../../api/problem.js';

type Uploaded = Schema<'UploadedPhoto'>;

function headersOf(request: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const name of ['content-type', 'retry-after']) {
    const value = request.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

/**
 * Sends a photo and tells how far it is: `fetch` does not know.
 * @param onProgress a share of 0 to 1
 * @throws Problem, StrangeAnswer or Offline, as the client does
 */
export async function uploadPhoto(
  file: File,
  onProgress: (share: number) => void,
): Promise<Uploaded> {
  const request = new XMLHttpRequest();
  request.open('POST', '/v1/desk/uploads');
  request.setRequestHeader('Accept-Language', shown.language);
  if (shown.csrf !== null) request.setRequestHeader('X-CSRF-Token', shown.csrf);
  if (shown.desk) {
    request.setRequestHeader('Desk-Key', shown.desk.key);
    if (shown.desk.person !== null) request.setRequestHeader('Desk-Person', shown.desk.person);
  }
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    onProgress(total === 0 ? 0 : loaded / total);
  });
  const body = new FormData();
  body.append('file', file);
  await new Promise<void>((done, fail) => {
    request.addEventListener('load', () => {
      done();
    });
    request.addEventListener('error', () => {
      fail(new Offline(new TypeError('the upload was cut off')));
    });
    request.send(body);
  });
  if (request.status === 201) return JSON.parse(request.responseText) as Uploaded;
  throw await refusalOf(
    new Response(request.responseText, { status: request.status, headers: headersOf(request) }),
  );
}
