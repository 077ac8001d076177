import { createHash } from 'node:crypto';
import { type RatingValue } from '#libs/domain';
import { DEMO_PASSWORD } from './accounts.js';
import { type Episode } from './scenario.js';

/** An answer of the demo's own HTTP that the story did not expect. */
export class UnexpectedAnswer extends Error {
  constructor(method: string, path: string, status: number, body: string) {
    super(`${method} ${path} answered ${status}: ${body}`);
    this.name = 'UnexpectedAnswer';
  }
}

const DAY_MS = 86_400_000;

/** The people of the story, all over HTTP: citizens at the intake, staff at the desk. */
export class DemoClient {
  private readonly intakeUrl: string;
  private readonly deskUrl: string;
  /** What each of them shows at the desk, once signed in. */
  private readonly shown = new Map<string, Promise<Record<string, string>>>();

  /** @param emailOf with which mail address a person signs in */
  constructor(
    { intakeUrl, deskUrl }: { readonly intakeUrl: string; readonly deskUrl: string },
    private readonly emailOf: (person: string) => string,
    private readonly seed: number,
  ) {
    this.intakeUrl = intakeUrl;
    this.deskUrl = deskUrl;
  }

  async file(episode: Episode): Promise<{ code: string; token: string }> {
    const key = createHash('sha256')
      .update(`${this.seed} ${episode.filedAt.toISOString()} ${episode.lat} ${episode.lon}`)
      .digest('hex');
    const body = {
      category: episode.categoryCode,
      text: episode.text,
      lat: episode.lat,
      lon: episode.lon,
      address: episode.address,
    };
    const answer = await this.post(`${this.intakeUrl}/v1/reports`, body, {
      'Idempotency-Key': key,
    });
    return { code: textOf(answer, 'code'), token: textOf(answer, 'tracking_token') };
  }

  async rate(report: { code: string; token: string }, value: RatingValue): Promise<void> {
    const url = `${this.intakeUrl}/v1/reports/${report.code}/rating`;
    await this.post(url, { value }, { 'Tracking-Token': report.token });
  }

  async state(code: string): Promise<string> {
    const url = `${this.deskUrl}/v1/desk/reports/${code}`;
    return textOf(await this.send('GET', url, undefined, await this.desk('op-1')), 'state');
  }

  async offer(code: string): Promise<void> {
    await this.act(code, 'offer', 'op-1', {
      network: 'telecom',
      words: 'Đã kiểm tra, không trùng',
    });
  }

  async claim(code: string, unitCode: string): Promise<void> {
    await this.act(code, 'claim', `staff-${unitCode}`, { unit: unitCode });
  }

  async take(code: string, unitCode: string): Promise<void> {
    await this.act(code, 'take', `staff-${unitCode}`, {});
  }

  /** Until a day later than it will be, as one plans who does not know yet. */
  async wait(code: string, unitCode: string, to: Date): Promise<void> {
    const until = new Date(to.getTime() + DAY_MS).toISOString();
    await this.act(code, 'wait', `staff-${unitCode}`, { reason: 'site_not_reachable', until });
  }

  async resume(code: string, unitCode: string): Promise<void> {
    await this.act(code, 'resume', `staff-${unitCode}`, {});
  }

  async resolve(code: string, unitCode: string, text: string): Promise<void> {
    await this.act(code, 'resolve', `staff-${unitCode}`, { text });
  }

  private async act(code: string, action: string, person: string, body: object): Promise<void> {
    const headers = await this.desk(person);
    await this.post(`${this.deskUrl}/v1/desk/reports/${code}/${action}`, body, headers);
  }

  /** Signs a person in at their first act. */
  private desk(person: string): Promise<Record<string, string>> {
    const known = this.shown.get(person);
    if (known) return known;
    const signedIn = this.signIn(this.emailOf(person));
    this.shown.set(person, signedIn);
    return signedIn;
  }

  private async signIn(email: string): Promise<Record<string, string>> {
    const response = await fetch(`${this.deskUrl}/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password: DEMO_PASSWORD }),
    });
    const text = await response.text();
    if (!response.ok) throw new UnexpectedAnswer('POST', '/v1/session', response.status, text);
    const [cookie = ''] = (response.headers.getSetCookie()[0] ?? '').split(';');
    return { Cookie: cookie, 'X-CSRF-Token': textOf(JSON.parse(text) as unknown, 'csrf_token') };
  }

  private post(url: string, body: object, headers: Record<string, string>): Promise<unknown> {
    return this.send('POST', url, body, headers);
  }

  private async send(
    method: string,
    url: string,
    body: object | undefined,
    headers: Record<string, string>,
  ): Promise<unknown> {
    const init: RequestInit = { method, headers };
    if (body) {
      init.body = JSON.stringify(body);
      init.headers = { ...headers, 'Content-Type': 'application/json' };
    }
    const response = await fetch(url, init);
    const text = await response.text();
    if (!response.ok)
      throw new UnexpectedAnswer(method, new URL(url).pathname, response.status, text);
    return JSON.parse(text) as unknown;
  }
}

function textOf(answer: unknown, key: string): string {
  const value =
    answer !== null && typeof answer === 'object' ? (answer as Record<string, unknown>)[key] : null;
  if (typeof value !== 'string') throw new Error(`the answer has no ${key}`);
  return value;
}
