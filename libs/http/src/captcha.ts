import { lookup as resolve } from 'node:dns';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { type LookupFunction } from 'node:net';
import { type CaptchaSettings, isLoopback } from '#libs/config';
import { isPublicAddress, parseAddress } from '#libs/domain';

/** `down`: the service did not answer in time, or not as it should. */
export type CaptchaVerdict = 'passed' | 'failed' | 'down';

/** Somebody waits to be told that their report was taken. */
const WITHIN_MS = 700;
const MOST_BYTES = 16_384;

/** Resolves a name and refuses addresses of this house, at the moment of connecting to them. */
const publicOnly: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const inside = addresses?.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses ?? [];
    if (error || !first || inside) {
      callback(error ?? new Error(`${hostname} leads to ${inside?.address ?? 'nowhere'}`), '', 0);
    } else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/** Posts a form and reads the answer: no redirect is followed, and no address within this house reached. */
function post(url: URL, form: URLSearchParams): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const atHome = isLoopback(host);
  if (!atHome && (url.protocol !== 'https:' || (parseAddress(host) && !isPublicAddress(host)))) {
    return Promise.reject(new Error('no service on the open network'));
  }
  const body = form.toString();
  return new Promise((done, fail) => {
    const sent = (url.protocol === 'https:' ? secure : plain)(
      url,
      {
        method: 'POST',
        signal: AbortSignal.timeout(WITHIN_MS),
        ...(!atHome && { lookup: publicOnly }),
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'Content-Length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > MOST_BYTES) answer.destroy(new Error('its answer is too long'));
        });
        answer.once('error', fail);
        answer.once('end', () => {
          if (answer.statusCode === 200) done(text);
          else fail(new Error(`it answered ${answer.statusCode}`));
        });
      },
    );
    sent.once('error', fail);
    sent.end(body);
  });
}

/**
 * Asks the service whether somebody has shown to be a person, as hCaptcha and Turnstile are asked.
 * @param trouble is told, in words, where it does not answer
 */
export async function askCaptcha(
  { url, secret }: CaptchaSettings,
  token: string,
  trouble: (text: string) => void,
): Promise<CaptchaVerdict> {
  try {
    // The client's address, which it could be told, is nobody's business but ours.
    const text = await post(new URL(url), new URLSearchParams({ secret, response: token }));
    const { success } = JSON.parse(text) as { success?: unknown };
    if (typeof success !== 'boolean') throw new Error('its answer says nothing');
    return success ? 'passed' : 'failed';
  } catch (error) {
    trouble(`the service of KIP_CAPTCHA_URL does not answer: ${String(error)}`);
    return 'down';
  }
}
