import { type CaptchaSettings } from '#libs/config';
import { type Outgoing } from '#libs/outgoing';

/** `down`: the service did not answer in time, or not as it should. */
export type CaptchaVerdict = 'passed' | 'failed' | 'down';

/** Somebody waits to be told that their report was taken, in milliseconds: the way out has to be as quick. */
export const CAPTCHA_WITHIN_MS = 700;
const MOST_BYTES = 16_384;

/**
 * Asks the service whether somebody has shown to be a person, as hCaptcha and Turnstile are asked.
 * @param trouble is told, in words, where it does not answer
 */
export async function askCaptcha(
  outgoing: Outgoing,
  { url, secret }: Pick<CaptchaSettings, 'url' | 'secret'>,
  token: string,
  trouble: (text: string) => void,
): Promise<CaptchaVerdict> {
  try {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    // The client's address, which it could be told, is nobody's business but ours.
    const body = new URLSearchParams({ secret, response: token }).toString();
    const answer = await outgoing.post({ url, headers, body, mostBytes: MOST_BYTES });
    if (answer.status !== 200) throw new Error(`it answered ${answer.status}`);
    if (!answer.whole) throw new Error('its answer is too long');
    const { success } = JSON.parse(answer.text) as { success?: unknown };
    if (typeof success !== 'boolean') throw new Error('its answer says nothing');
    return success ? 'passed' : 'failed';
  } catch (error) {
    trouble(`the service of KIP_CAPTCHA_URL does not answer: ${String(error)}`);
    return 'down';
  }
}
