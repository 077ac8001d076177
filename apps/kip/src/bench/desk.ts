import path from 'node:path';
import { deskPerson, hashPassword } from '#libs/access';
import { createHttpApp, listen } from '#libs/http';
import { openMedia } from '#libs/media';
import {
  type Access,
  type Reference,
  Store,
  type Tx,
  changeAccount,
  openAccount,
  serverFacts,
} from '#libs/store';
import { DeskModule } from '../../../desk/src/desk.module.js';
import { type OpenDoor, openDoor } from '../../../desk/src/door/open-door.js';
import { type SendTo, clientOf } from './desk-client.js';
import { type Question, around, lists, searches, streetSearch } from './desk-questions.js';
import { type FilledCodes, fill } from './filling.js';
import { numbers } from './parts.js';
import { measurePhoto } from './photo.js';
import {
  type Figures,
  type Surroundings,
  median,
  percentile,
  short,
  surroundings,
} from './rounds.js';
import { type BenchServers, startServers } from './servers.js';
import { BENCH_SECRET } from './variants.js';

/** What is filled in and how often each thing is asked. */
export interface DeskOptions {
  readonly reports: number;
  readonly rounds: number;
  readonly seed: number;
}

/** Milliseconds from sending a request to its whole answer. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly requests: number;
  /** What took the longest, by its median over the rounds. */
  readonly slowest: string;
}

/** What the bench answers. */
export interface DeskResult extends Surroundings {
  readonly bench: 'desk';
  readonly reports: number;
  readonly seed: number;
  readonly fill_seconds: number;
  readonly list_ms: Times;
  readonly search_ms: Times;
  readonly nearby_ms: Times;
  readonly photo_ms: Figures;
  readonly ratios: { readonly permission: number };
}

const POOL = 10;
const PASSWORD = 'một mật khẩu đủ dài cho phép đo này';
const PHOTOS = 20;
const AROUND = 40;
const STREETS_A_ROUND = 20;
const PAIRS = 20;

/** Somebody who is signed in: their cookie. */
type Signed = Readonly<Record<string, string>>;

/** A desk as it listens. */
interface Desk {
  readonly send: SendTo;
  stop(): Promise<void>;
}

async function startDesk(
  { reference, home }: BenchServers,
  store: Store,
  open: OpenDoor,
): Promise<Desk> {
  const media = openMedia(store, { kind: 'disk', folder: path.join(home, 'media') });
  const module = DeskModule.with({ store, reference, media, secret: BENCH_SECRET, open });
  const app = await createHttpApp(module);
  const { url } = await listen(app, '127.0.0.1', 0);
  const stop = async (): Promise<void> => {
    await app.close();
    media.close();
  };
  return { send: clientOf(url), stop };
}

function doorOf({ store, reference }: BenchServers): OpenDoor {
  const signIn = { on: true, deskUrl: null, factorRequired: false, sessionHours: 12, oidc: null };
  const config = { secret: BENCH_SECRET, signIn, deskKey: null, mail: { server: null } };
  return openDoor(config, store, reference);
}

/** A door that asks nothing, and a store without scopes and row security: what both of them cost. */
async function withoutPermission(servers: BenchServers, code: string): Promise<Desk> {
  const reference = await servers.reference.get();
  const found = reference.people.get(code);
  if (!found) throw new Error(`nobody is ${code}`);
  const person = deskPerson(found, reference);
  const visitor = { person, session: null, key: null };
  const door = { asksFor: 'key', shows: () => true, enter: async () => visitor } as const;
  return startDesk(servers, new OpenStore(servers.store.dataSource), { door, signingIn: null });
}

/** Everybody's transaction is a worker's, which sees everything. */
class OpenStore extends Store {
  override transaction<Result>(access: Access, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return super.transaction(access.role === 'desk' ? { role: 'worker' } : access, work);
  }
}

async function signIn(
  { store, reference }: BenchServers,
  { send }: Desk,
  person: string,
): Promise<Signed> {
  const email = (await reference.get()).people.get(person)?.email;
  const passwordHash = await hashPassword(PASSWORD);
  await store.transaction({ role: 'door' }, async (tx) => {
    await openAccount(tx, person);
    await changeAccount(tx, person, { passwordHash, factorConfirmed: false, factorStep: 0 });
  });
  const { status, cookie, body } = await send(
    'POST',
    '/v1/session',
    {},
    { email, password: PASSWORD },
  );
  if (status !== 200 || cookie === null) throw new Error(`${person} is not let in: ${body}`);
  return { cookie };
}

async function ask(
  { send }: Desk,
  headers: Signed,
  { name, path: asked }: Question,
): Promise<number> {
  const { status, body, ms } = await send('GET', asked, headers);
  if (status !== 200) throw new Error(`${name} was answered with ${status}: ${body}`);
  return ms;
}

/** Asks everything of everybody in rounds, one after the other; a first round is not counted. */
async function measure(
  desk: Desk,
  people: ReadonlyMap<string, Signed>,
  questions: () => readonly Question[],
  rounds: number,
): Promise<Times> {
  const all: number[] = [];
  const each = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const question of questions()) {
      for (const [person, headers] of people) {
        const ms = await ask(desk, headers, question);
        if (round === 0) continue;
        all.push(ms);
        const name = `${question.name}, as ${person}`;
        each.set(name, [...(each.get(name) ?? []), ms]);
      }
    }
  }
  const medians = [...each].map(([name, times]) => ({ name, ms: median(times) }));
  const slowest = medians.reduce((one, other) => (other.ms > one.ms ? other : one));
  const { p50, p95 } = short({ p50: percentile(all, 0.5), p95: percentile(all, 0.95) });
  return {
    p50,
    p95,
    requests: all.length,
    slowest: `${slowest.name}: ${Math.round(slowest.ms)} ms`,
  };
}

/**
 * The same requests with the session, the right, the scope and row security, and without any of them, turn
 * about: the sum of their medians against each other.
 */
async function comparePermission(
  servers: BenchServers,
  desk: Desk,
  [person, headers]: readonly [string, Signed],
  questions: readonly Question[],
): Promise<number> {
  const open = await withoutPermission(servers, person);
  const sums = { guarded: 0, unguarded: 0 };
  try {
    for (const question of questions) {
      const [guarded, unguarded]: [number[], number[]] = [[], []];
      // Whoever comes first finds no pages that the other has just read: so both come first.
      const turn = [
        async () => guarded.push(await ask(desk, headers, question)),
        async () => unguarded.push(await ask(open, {}, question)),
      ];
      for (let pair = 0; pair < PAIRS; pair += 1) {
        for (const one of pair % 2 === 0 ? turn : turn.toReversed()) await one();
      }
      sums.guarded += median(guarded);
      sums.unguarded += median(unguarded);
    }
  } finally {
    await open.stop();
  }
  return sums.guarded / sums.unguarded;
}

/** Whom it is asked as: who sees everything, and who works for a unit with many cases, and with few. */
function peopleOf({ units }: FilledCodes, reference: Reference): readonly string[] {
  const staff = [...reference.people.values()].filter(({ role }) => role === 'unit_staff');
  const of = (unit: string | undefined): string[] =>
    staff
      .filter(({ unitCode }) => unitCode === unit)
      .slice(0, 1)
      .map(({ code }) => code);
  const staffed = units.filter((unit) => of(unit).length > 0);
  return ['op-1', ...of(staffed[0]), ...of(staffed.at(-1))];
}

/** How the bench tells of itself. */
export interface DeskTelling {
  readonly tell: (text: string) => void;
  readonly filled: (done: number, all: number) => void;
}

/**
 * `kip bench desk`: how long the desk's lists, searches and looks around a place take where there are many
 * reports, by its own HTTP and signed in; what permission costs of it; and what cleaning a photo takes.
 * @throws Error where a request is answered with anything but 200
 */
export async function benchDesk(
  { reports, rounds, seed }: DeskOptions,
  { tell, filled }: DeskTelling,
): Promise<DeskResult> {
  const servers = await startServers(false, POOL);
  try {
    const reference = await servers.reference.get();
    const now = new Date();
    const plan = { reports, now, seed };
    const { seconds, ...codes } = await fill(servers.store, reference, plan, filled, tell);
    const desk = await startDesk(servers, servers.store, doorOf(servers));
    try {
      const people = new Map<string, Signed>();
      for (const one of peopleOf(codes, reference))
        people.set(one, await signIn(servers, desk, one));
      const next = numbers(seed);
      tell(`lists, as ${[...people.keys()].join(', ')}`);
      const list = await measure(desk, people, () => lists(codes, now), rounds);
      tell('searches');
      const words = (): readonly Question[] => [
        ...searches(codes),
        ...Array.from({ length: STREETS_A_ROUND }, () => streetSearch(next)),
      ];
      const search = await measure(desk, people, words, rounds);
      tell('around places');
      const nearby = await measure(desk, people, () => around(reference, next, AROUND), rounds);
      tell('permission');
      const [first] = people;
      if (!first) throw new Error('nobody is signed in');
      const permission = await comparePermission(servers, desk, first, lists(codes, now));
      tell('photos');
      const photo = await measurePhoto(PHOTOS);
      return {
        ...{ bench: 'desk', reports, seed, fill_seconds: Math.round(seconds) },
        ...{ list_ms: list, search_ms: search, nearby_ms: nearby },
        photo_ms: short({ p50: photo.p50, p95: photo.p95, child_rss_mb: photo.child_rss_mb }),
        ratios: short({ permission }),
        ...surroundings(await serverFacts(servers.store), undefined),
      };
    } finally {
      await desk.stop();
    }
  } finally {
    await servers.close();
  }
}
