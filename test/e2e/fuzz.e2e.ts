import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttpApp, listen } from '#libs/http';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Random, seededRandom } from '../../apps/kip/src/demo/random.js';
import { IntakeModule } from '../../apps/intake/src/intake.module.js';
import { Ways } from '../../apps/intake/src/ways.js';
import { UNLIMITED } from '../harness/abuse.js';
import { Browser } from '../harness/browser.js';
import { Fuzzer, type Operation, operations } from '../harness/fuzz.js';
import { SECRET, type SignedDesk, startSignedDesk } from '../harness/signed-desk.js';

/** How many requests; the whole of it is asked for by name, as its own command in docs/access.md. */
const REQUESTS = Number(process.env['KIP_TEST_FUZZ'] ?? 2_000);
const SEED = Number(process.env['KIP_TEST_SEED'] ?? 20_261_125);

let desk: SignedDesk;
let intake: NestFastifyApplication;
let intakeUrl = '';
const codes: string[] = [];
const tokens = new Map<string, string>();

beforeAll(async () => {
  desk = await startSignedDesk({ factorRequired: false });
  const { store, reference } = desk.database;
  const { media } = desk.kept;
  intake = await createHttpApp(
    IntakeModule.with({
      ...{ store, reference, media, secret: SECRET, abuse: UNLIMITED },
      ways: new Ways(true, true),
    }),
  );
  intakeUrl = (await listen(intake, '127.0.0.1', 0)).url;
  const citizen = new Browser(intakeUrl);
  for (let reports = 0; reports < 30; reports += 1) {
    const filed = await citizen.post<{ code: string; tracking_token: string }>('/v1/reports', {
      ...{ text: `Cáp võng số ${reports}`, category: 'telecom.cable-sagging' },
      ...{ address: '12 Lê Lợi', lat: 16.46, lon: 107.59 },
    });
    codes.push(filed.body.code);
    tokens.set(filed.body.code, filed.body.tracking_token);
  }
}, 60_000);
afterAll(async () => {
  await intake.close();
  await desk.stop();
});

/** What leads somewhere, so that more than the validation is tried. */
function meaning(name: string, path: string, random: Random): unknown {
  if (name === 'code' && path.includes('/calendars/')) return 'hue-office';
  if (name === 'code' && path.includes('/policies/')) return 'hue-7d';
  if (name === 'code' && path.includes('/people/')) return random.pick(['staff-gtel', 'x']);
  if (name === 'code' && path.startsWith('/v1/session')) return '123456';
  if (name === 'name' && path.includes('/inboxes/')) return random.pick(['triage', 'mine']);
  if (name === 'id' && /\/(views|templates)\//.test(path)) {
    return `0199f5a0-0000-7000-8000-00000000000${random.whole(0, 3)}`;
  }
  // A query and a body within a body, which the description does not spell out.
  if (name === 'query')
    return random.pick([{}, { state: 'assigned' }, { unit: 'x' }, { limit: 1 }]);
  if (name === 'body')
    return random.pick([{}, { unit: 'vnpt', reason: 'x' }, { reason: 'no_ground' }]);
  switch (name) {
    case 'codes':
      return [random.pick(codes), random.pick(codes)];
    case 'text_vi':
    case 'text_en':
      return random.pick(['Kính gửi {{reporter}}: {{code}}', '{{unit}} {{due}}', '{{x}}']);
    case 'code':
    case 'survivor':
    case 'other':
    case 'parent':
      return random.pick(codes);
    case 'stream':
      return random.pick(['field', 'question']);
    case 'category':
      return random.pick(['telecom.cable-sagging', 'telecom', 'nothing']);
    case 'unit':
      return random.pick(['viettel', 'vnpt', 'hepco']);
    case 'network':
      return 'telecom';
    case 'area':
    case 'ward':
      return random.pick(['19753', '19774']);
    case 'person':
      return random.pick(['staff-viettel', 'op-1']);
    case 'until':
    case 'due_at':
      return '2031-03-05T10:00:00+07:00';
    case 'Tracking-Token':
      return random.pick([...tokens.values()]);
    case 'phone':
      return '0905 123 456';
    default:
      return undefined;
  }
}

const PEOPLE = ['op-1', 'staff-viettel', 'sup-1', 'mod-1', 'admin-1'];
/** Refused for its shape, or at the door. */
const BEFORE =
  /"code":"(invalid_request|unsupported_media_type|too_large|not_authenticated|role_not_allowed|csrf_refused)"/;
/** What no answer may show: where in the code something is, or what the database was asked. */
const INSIDE = /node_modules|\.[jt]s:\d+|QueryFailedError|\bat \w+ \(|SELECT .* FROM|"stack"/;

describe('made-up requests', () => {
  it('are answered without a fault of ours, whatever is in them', async () => {
    const random = seededRandom(SEED);
    const fuzzer = new Fuzzer(random, meaning);
    const browsers = new Map<string, Browser>();
    const signedIn = async (): Promise<Browser> => {
      const person = random.pick(PEOPLE);
      const known = browsers.get(person);
      // Some of the requests end sessions, others shut people out.
      if (known && (await known.get('/v1/session')).status === 200) return known;
      const browser = await desk.as(person);
      browsers.set(person, browser);
      return browser;
    };
    const all = operations();
    const histogram = new Map<string, Map<number, number>>();
    const faults: string[] = [];
    let past = 0;
    const send = async (operation: Operation): Promise<void> => {
      const made = fuzzer.request(operation);
      const { path, body } = made;
      const code = /\/(PA-[\d-]+)/.exec(path)?.[1] ?? '';
      const token = random.next() < 0.8 ? tokens.get(code) : undefined;
      const headers = {
        ...made.headers,
        ...(token !== undefined && 'Tracking-Token' in made.headers && { 'Tracking-Token': token }),
      };
      const ofDesk = /^\/v1\/(desk|figures|session|account)/.test(path);
      const browser = ofDesk ? await signedIn() : new Browser(intakeUrl);
      const sent = body === undefined ? undefined : (body as object);
      const answer = await browser.send<unknown>(operation.method, path, sent, headers);
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      const counts = histogram.get(operation.id) ?? new Map<number, number>();
      histogram.set(operation.id, counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1));
      if (!BEFORE.test(text)) past += 1;
      if (answer.status >= 500 || (answer.status >= 400 && INSIDE.test(text))) {
        faults.push(
          `${operation.method} ${path.slice(0, 300)} ${answer.status} ${text.slice(0, 300)} ← ${JSON.stringify(body)?.slice(0, 300)}`,
        );
      }
    };
    for (let sent = 0; sent < REQUESTS; sent += 1) {
      const operation = all[sent % all.length];
      if (operation) await send(operation);
    }
    const lines = [...histogram].map(([id, counts]) => {
      const parts = [...counts].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
      return `${id.padEnd(28)} ${parts.join('  ')}`;
    });
    const share = Math.round((100 * past) / REQUESTS);
    process.stdout.write(
      `${REQUESTS} requests, seed ${SEED}, ${share} % past validation\n${lines.join('\n')}\n`,
    );
    expect(faults).toEqual([]);
    expect(share).toBeGreaterThanOrEqual(30);
    expect(histogram.size).toBe(all.length);
  }, 1_800_000);
});
