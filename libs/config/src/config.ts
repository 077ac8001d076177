import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type AbuseSettings, abuseSettings } from './abuse.js';
import { type CitizenSignInSettings, citizenSignInSettings } from './citizen-sign-in.js';
import { ConfigError } from './config-error.js';
import { type Faults, readFaults } from './faults.js';
import { makeHome } from './folder.js';
import { type MailSettings, mailSettings } from './mail.js';
import { type MapSettings, mapSettings } from './map.js';
import { type MediaSettings, mediaSettings } from './media.js';
import { type OutgoingSettings, outgoingSettings } from './outgoing.js';
import { type RedisPlace, redisPlace } from './redis-url.js';
import { type SignInSettings, signInSettings } from './sign-in.js';
import { type TextSettings, textSettings } from './texts.js';

/** The settings of an installation, read once and frozen. */
export interface Config {
  /** Where the embedded server and this installation's secrets are kept. */
  readonly home: string;
  /** A Postgres server of one's own; null: the embedded one in `home`. */
  readonly databaseUrl: string | null;
  /** A Redis for the queues; null: they are kept in the database. */
  readonly redis: RedisPlace | null;
  readonly host: string;
  readonly intakePort: number;
  readonly deskPort: number;
  /** Signs tracking tokens; at least 32 characters. */
  readonly secret: string;
  readonly signIn: SignInSettings;
  /** How citizens sign in; null: they do not, and each report is opened by its own token. */
  readonly citizenSignIn: CitizenSignInSettings | null;
  /** Opens the desk where signing in is off; null where it is on. */
  readonly deskKey: string | null;
  readonly poolSize: number;
  /** More requests in a second are refused by each of intake and desk; null: no cap. */
  readonly maxRequestsPerSecond: number | null;
  /** The least grave lines that are logged; null: as suits the process. */
  readonly logLevel: LogLevel | null;
  /** Where a process shows its metrics; null: nowhere. */
  readonly metricsPort: number | null;
  readonly metricsHost: string;
  /** How people are told of alarms. */
  readonly mail: MailSettings;
  /** The gateway of short messages; null: nobody is written to by telephone. */
  readonly texts: TextSettings | null;
  /** Where photos are kept. */
  readonly media: MediaSettings;
  /** What maps are drawn from. */
  readonly map: MapSettings;
  /** How the installation is called on its pages. */
  readonly name: InstallationName;
  /** What stands against a flood of reports. */
  readonly abuse: AbuseSettings;
  /** Whom this installation may speak to by itself. */
  readonly outgoing: OutgoingSettings;
  /** What is to go wrong, to prove the defences; nothing unless asked for. */
  readonly faults: Faults;
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

function logLevel(env: NodeJS.ProcessEnv): LogLevel | null {
  const text = env['KIP_LOG_LEVEL'];
  if (text === undefined || text === '') return null;
  const level = LOG_LEVELS.find((known) => known === text);
  if (!level) throw new ConfigError('KIP_LOG_LEVEL', text, `give one of ${LOG_LEVELS.join(', ')}`);
  return level;
}

/** In both languages of the product. */
export interface InstallationName {
  readonly vi: string;
  readonly en: string;
}

const LONGEST_NAME = 80;

function installationName(env: NodeJS.ProcessEnv): InstallationName {
  const given = (name: string, fallback: string): string => {
    const text = (env[name] ?? '').trim();
    if (text.length > LONGEST_NAME) {
      throw new ConfigError(name, text, `give at most ${LONGEST_NAME} characters`);
    }
    return text === '' ? fallback : text;
  };
  const vi = given('KIP_NAME', 'Kịp');
  return { vi, en: given('KIP_NAME_EN', vi) };
}

/** A whole number from `low` to `high`. */
function whole(
  env: NodeJS.ProcessEnv,
  name: string,
  fallback: number,
  [low, high]: readonly [number, number],
): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new ConfigError(name, text, `give a whole number from ${low} to ${high}`);
  }
  return value;
}

/** 0 is any free one. */
const PORTS = [0, 65_535] as const;
const POOL_SIZES = [2, 500] as const;
const REQUESTS_PER_SECOND = [1, 1_000_000] as const;

function databaseUrl(env: NodeJS.ProcessEnv): string | null {
  const text = env['DATABASE_URL'];
  if (text === undefined || text === '') return null;
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) {
    throw new ConfigError('DATABASE_URL', '…', 'give postgres://user:password@host:port/database');
  }
  return text;
}

/** A secret from the environment, else from a file in `home` that is made at the first start. */
function secret(env: NodeJS.ProcessEnv, name: string, home: string, file: string): string {
  const given = env[name];
  if (given !== undefined && given !== '') {
    if (given.length < 32) throw new ConfigError(name, '…', 'give at least 32 random characters');
    return given;
  }
  const kept = path.join(home, file);
  if (!existsSync(kept)) makeHome(home);
  try {
    if (!existsSync(kept)) {
      writeFileSync(kept, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    }
    return readFileSync(kept, 'utf8').trim();
  } catch (error) {
    throw new ConfigError('KIP_HOME', home, `let this user read and write it (${String(error)})`);
  }
}

/**
 * Reads the environment once.
 * @throws ConfigError naming the setting and the remedy
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const home = path.resolve(env['KIP_HOME'] ?? '.kip');
  const signIn = signInSettings(env);
  return Object.freeze({
    home,
    databaseUrl: databaseUrl(env),
    redis: env['REDIS_URL'] ? redisPlace(env['REDIS_URL']) : null,
    host: env['KIP_HOST'] ?? '127.0.0.1',
    intakePort: whole(env, 'KIP_PORT', 3000, PORTS),
    deskPort: whole(env, 'KIP_DESK_PORT', 3001, PORTS),
    secret: secret(env, 'KIP_SECRET', home, 'secret'),
    signIn,
    citizenSignIn: citizenSignInSettings(env),
    deskKey: signIn.on ? null : secret(env, 'KIP_DESK_KEY', home, 'desk.key'),
    poolSize: whole(env, 'KIP_POOL_SIZE', 10, POOL_SIZES),
    maxRequestsPerSecond: env['KIP_MAX_REQUESTS_PER_SECOND']
      ? whole(env, 'KIP_MAX_REQUESTS_PER_SECOND', 0, REQUESTS_PER_SECOND)
      : null,
    logLevel: logLevel(env),
    metricsPort: env['KIP_METRICS_PORT'] ? whole(env, 'KIP_METRICS_PORT', 0, PORTS) : null,
    metricsHost: env['KIP_METRICS_HOST'] ?? '127.0.0.1',
    mail: mailSettings(env),
    texts: textSettings(env),
    media: mediaSettings(env, home),
    map: mapSettings(env),
    name: installationName(env),
    abuse: abuseSettings(env),
    outgoing: outgoingSettings(env),
    faults: readFaults(env['KIP_FAULTS']),
  });
}

/**
 * The server of an app that runs as a process of its own.
 * @throws ConfigError where DATABASE_URL is not set
 */
export function serverUrl({ databaseUrl: url }: Config): string {
  if (url !== null) return url;
  throw new ConfigError(
    'DATABASE_URL',
    '',
    'give the server to work on, or start everything in one process with `npx kip up`',
  );
}
