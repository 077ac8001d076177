import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { pathOf } from '../../apps/desk/src/commands/commands.js';
import { type DeskAction } from '../../apps/desk/src/commands/desk-act.js';
import { DeskModule } from '../../apps/desk/src/desk.module.js';
import { KeyDoor } from '../../apps/desk/src/door/key.door.js';
import { type ListPage } from '../../apps/desk/src/lists/list.dto.js';
import { type CaseView } from '../../apps/desk/src/views/case.dto.js';
import { type TestMedia, openTestMedia } from './media.js';
import { type TestDatabase, freshDatabase, hueReference, startTestServer } from './servers.js';

const DESK_KEY = 'a-key-of-this-test-and-of-nothing-else';
const SECRET = 'a-secret-of-this-test-and-of-nothing-else';

/** Where the desk under test listens. */
let address = '';

/** A desk under test: its database, and how to end it. */
export interface TestDesk {
  readonly database: TestDatabase;
  readonly kept: TestMedia;
  /** Where it listens. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a desk on a database of its own with Huế's reference data; one for each suite. */
export async function startDesk(): Promise<TestDesk> {
  const server = await startTestServer(hueReference);
  const database = await freshDatabase(server);
  const { store, reference } = database;
  const kept = await openTestMedia(store);
  const open = { door: new KeyDoor(DESK_KEY, reference), signingIn: null };
  const module = DeskModule.with({ store, reference, media: kept.media, secret: SECRET, open });
  const app = await createHttpApp(module);
  address = (await listen(app, '127.0.0.1', 0)).url;
  const stop = async (): Promise<void> => {
    await app.close();
    await kept.close();
    await database.drop();
    await server.stop();
  };
  return { database, kept, url: address, stop };
}

/** An answer as it came over the wire. */
export interface Answer<Body> {
  readonly status: number;
  readonly type: string;
  readonly body: Body;
}

export interface ProblemBody {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string }[];
}

export async function send<Body>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer<Body>> {
  const response = await fetch(`${address}${path}`, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const type = response.headers.get('content-type') ?? '';
  const text = await response.text();
  return { status: response.status, type, body: (text === '' ? null : JSON.parse(text)) as Body };
}

/** The headers of a person, or of nobody in particular. */
export const as = (person: string | null): Record<string, string> => ({
  'Desk-Key': DESK_KEY,
  ...(person !== null && { 'Desk-Person': person }),
});

export const get = <Body>(person: string, path: string): Promise<Answer<Body>> =>
  send<Body>('GET', path, as(person));

export const post = <Body>(
  person: string,
  path: string,
  body: object = {},
): Promise<Answer<Body>> => send<Body>('POST', path, as(person), body);

export async function file(
  text: string,
  more: Record<string, unknown> = {},
): Promise<{ report: CaseView; tracking_token: string }> {
  const headers = { ...as('op-1'), 'Idempotency-Key': randomUUID() };
  const body = { channel: 'phone', stream: 'field', address: 'Chợ Đông Ba', text, ...more };
  const answer = await send<{ report: CaseView; tracking_token: string }>(
    'POST',
    '/v1/desk/reports',
    headers,
    body,
  );
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
}

export const fresh = async (): Promise<string> => (await file('Dây điện thoại đứt')).report.code;

export const command = <Body = CaseView>(
  person: string,
  code: string,
  path: string,
  body: object = {},
): Promise<Answer<Body>> =>
  send<Body>('POST', `/v1/desk/reports/${code}/${path}`, as(person), body);

/** One step of a report's way: who does what, with what. */
export type Step = readonly [person: string, action: DeskAction, body?: object];

export async function walk(code: string, steps: readonly Step[]): Promise<void> {
  for (const [person, action, body] of steps) {
    const answer = await command(person, code, pathOf(action), body);
    expect({ step: action, answer }).toMatchObject({ step: action, answer: { status: 200 } });
  }
}

/** A problem as RFC 9457 has it, with its code. */
export function problem(status: number, code: string): object {
  return {
    status,
    type: expect.stringContaining('application/problem+json'),
    body: expect.objectContaining({ status, code }),
  };
}

export async function listed(person: string, query: string): Promise<ListPage> {
  const answer = await get<ListPage>(person, `/v1/desk/reports?${query}`);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}

/** Every page of a list, one after the other. */
export async function allPages(person: string, query: string): Promise<string[]> {
  const codes: string[] = [];
  let page = await listed(person, query);
  codes.push(...page.items.map((item) => item.code));
  while (page.next !== null) {
    page = await listed(person, `${query}&cursor=${encodeURIComponent(page.next)}`);
    expect(page.items.length).toBeGreaterThan(0);
    codes.push(...page.items.map((item) => item.code));
  }
  return codes;
}

export const STAFF = 'staff-viettel';
export const assigned: readonly Step[] = [
  ['op-1', 'assign', { unit: 'viettel', words: 'dây của Viettel' }],
];
export const working: readonly Step[] = [...assigned, [STAFF, 'take']];
export const waiting: readonly Step[] = [
  ...working,
  [STAFF, 'wait', { reason: 'weather', until: '2026-03-05T10:00:00+07:00' }],
];
export const asked: readonly Step[] = [
  ...working,
  [STAFF, 'ask_extension', { due_at: '2026-03-31T17:00:00+07:00', reason: 'thiếu người' }],
];
export const resolved: readonly Step[] = [...working, [STAFF, 'resolve', { text: 'đã thu dây' }]];
export const closed: readonly Step[] = [...resolved, ['op-1', 'close']];
