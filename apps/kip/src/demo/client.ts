import { createHash } from 'node:crypto';
import { type RatingValue } from '#libs/domain';
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
  constructor(
    private readonly intakeUrl: string,
    private readonly deskUrl: string,
    private readonly deskKey: string,
    private readonly seed: number,
  ) {}

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
    return textOf(await this.send('GET', url, undefined, this.desk('op-1')), 'state');
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
    await this.post(`${this.deskUrl}/v1/desk/reports/${code}/${action}`, body, this.desk(person));
  }

  private desk(person: string): Record<string, string> {
    return { 'Desk-Key': this.deskKey, 'Desk-Person': person };
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
