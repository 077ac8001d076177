import { type DatabaseKind } from '../database.js';
import { type Store, type Tx } from '../store.js';

/** What a database says of itself. */
export interface InstallationFacts {
  readonly version: string;
  readonly kind: DatabaseKind;
  /** The server's own clock, also where the database's time is simulated. */
  readonly serverClock: Date;
}

/** Whether the tables are behind this version of the code. */
export function needsMigration({ dataSource }: Store): Promise<boolean> {
  return dataSource.showMigrations();
}

export async function installationFacts(tx: Tx): Promise<InstallationFacts> {
  const [facts] = await tx.query<InstallationFacts>(
    `SELECT current_setting('server_version') AS version, kind, clock_timestamp() AS "serverClock"
     FROM installation`,
  );
  if (!facts) throw new Error('the database has not been set up: run kip migrate');
  return facts;
}

/** Codes of the calendars in force that have holidays, but none in this year. */
export async function calendarsWithout(tx: Tx, year: number): Promise<string[]> {
  const rows = await tx.query<{ code: string }>(
    `SELECT code FROM calendar_revisions, jsonb_array_elements(body->'holidays') day
     WHERE current GROUP BY code HAVING NOT bool_or(day->>'date' LIKE $1) ORDER BY code`,
    [`${year}-%`],
  );
  return rows.map(({ code }) => code);
}
