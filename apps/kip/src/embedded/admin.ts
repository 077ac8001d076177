import pg from 'pg';
import { codeOf, EmbeddedServerError, textOf } from './embedded-error.js';
import { HOST } from './port.js';
import { SUPERUSER } from './settings.js';

/** The superuser's connection string for one database of the server on this port. */
export function connectionUrl(port: number, secret: string, database: string): string {
  return `postgres://${SUPERUSER}:${secret}@${HOST}:${port}/${encodeURIComponent(database)}`;
}

async function withClient<T>(url: string, action: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    ssl: false,
    connectionTimeoutMillis: 5_000,
    application_name: 'kip-embedded',
  });
  // The server may go while this is open; the running query then rejects, which is enough.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await action(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What a running server says about itself. */
export interface ServerFacts {
  readonly dataDir: string;
  readonly durable: boolean;
}

/**
 * Connects with the secret and asks the server who it is.
 *
 * @throws EmbeddedServerError SECRET_UNUSABLE when it knows another password, else NOT_ANSWERING
 */
export async function askServer(port: number, secret: string): Promise<ServerFacts> {
  try {
    return await withClient(connectionUrl(port, secret, 'postgres'), async (client) => {
      const { rows } = await client.query<{ dir: string; fsync: string; full: string }>(
        `SELECT current_setting('data_directory') AS dir, current_setting('fsync') AS fsync,
                current_setting('full_page_writes') AS full`,
      );
      const row = rows[0];
      return { dataDir: row?.dir ?? '', durable: row?.fsync === 'on' && row.full === 'on' };
    });
  } catch (error) {
    if (codeOf(error) === '28P01') {
      throw new EmbeddedServerError(
        'SECRET_UNUSABLE',
        `The server on ${HOST}:${port} knows another password than pg.secret.`,
        'Stop that server and delete pg.secret: the next start sets a new one.',
        error,
      );
    }
    throw new EmbeddedServerError(
      'NOT_ANSWERING',
      `The server on ${HOST}:${port} does not answer: ${textOf(error)}.`,
      'Read pg.log; stop that server, then start again.',
      error,
    );
  }
}

function databaseError(error: unknown, doing: string): EmbeddedServerError {
  const what = `Could not ${doing}: ${textOf(error)}.`;
  switch (codeOf(error)) {
    case '42P04':
      return new EmbeddedServerError('DATABASE_EXISTS', what, 'Choose another name.', error);
    case '3D000':
      return new EmbeddedServerError('DATABASE_MISSING', what, 'Create it first.', error);
    case '55006':
      return new EmbeddedServerError(
        'DATABASE_BUSY',
        what,
        'Close every connection to it and try again.',
        error,
      );
    case '53100':
      return new EmbeddedServerError('DISK_FULL', what, 'Free space and try again.', error);
    case undefined:
    default:
      return new EmbeddedServerError(
        'DATABASE_REFUSED',
        what,
        'Check that the server is running and that the name is an ordinary one.',
        error,
      );
  }
}

/** Creates a database: empty, or as a copy of `template` (to which nobody may be connected). */
export async function createDatabase(url: string, name: string, template?: string): Promise<void> {
  const from = pg.escapeIdentifier(template ?? 'template0');
  try {
    await withClient(url, (client) =>
      client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${from}`),
    );
  } catch (error) {
    throw databaseError(error, `create the database "${name}"`);
  }
}

/** What a database that can be made again may do without, and what its short life is read from. */
const PASSING = {
  // A power cut may cost the last transactions, and never the others.
  synchronous_commit: 'off',
  // It was just written, so it is in memory: an index costs next to what a scan does.
  random_page_cost: '1.1',
} as const;

/** Sets up a database that can be made again at any time; holds for connections from now on. */
export async function setUpPassing(url: string, name: string): Promise<void> {
  try {
    await withClient(url, async (client) => {
      for (const [setting, value] of Object.entries(PASSING)) {
        await client.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} SET ${setting} = ${value}`);
      }
    });
  } catch (error) {
    throw databaseError(error, `set up the database "${name}"`);
  }
}

/** Drops a database and every connection to it; none of that name is fine too. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  try {
    await withClient(url, (client) =>
      client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
    );
  } catch (error) {
    throw databaseError(error, `drop the database "${name}"`);
  }
}

/** Whether there is a database of exactly this name. */
export async function hasDatabase(url: string, name: string): Promise<boolean> {
  try {
    return await withClient(url, async (client) => {
      const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
      return rowCount === 1;
    });
  } catch (error) {
    throw databaseError(error, `look for the database "${name}"`);
  }
}
