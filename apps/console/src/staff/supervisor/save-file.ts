import { type ParseAs } from 'openapi-fetch';

/** How a file is asked for: it is read whole, so that a refusal is a refusal and not a file. */
export const AS_FILE = { parseAs: 'blob' satisfies ParseAs } as const;

/** What the server calls a file; a name of ours where it does not say. */
function nameOf(response: Response, otherwise: string): string {
  const found = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '');
  return found?.[1] ?? otherwise;
}

/**
 * Has the browser save the body of an answer.
 * @throws what the client throws where the server refuses or is not there
 */
export async function saveFile(
  answer: Promise<{ readonly data?: unknown; readonly response: Response }>,
  otherwise: string,
): Promise<void> {
  const { data, response } = await answer;
  if (!(data instanceof Blob)) throw new Error(`no file in the answer of ${response.url}`);
  const address = URL.createObjectURL(data);
  const link = document.createElement('a');
  link.href = address;
  link.download = nameOf(response, otherwise);
  link.click();
  // The browser takes the file after the click has been dealt with.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 60_000);
}
