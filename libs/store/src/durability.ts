import { ConfigError } from '#libs/config';
import { type DatabaseKind } from './database.js';
import { type Store } from './store.js';

/** A setting of the database server under which a commit that was acknowledged can be lost. */
export interface LossySetting {
  readonly name: string;
  readonly value: string;
  /** What is lost, and when. */
  readonly loses: string;
  readonly remedy: string;
}

/** The kind of a database, and how its server keeps what was committed. */
export interface Durability {
  readonly kind: DatabaseKind;
  readonly lossy: readonly LossySetting[];
}

/** By PostgreSQL's manual, "Non-Durable Settings": each is on unless somebody turned it off. */
const LOSES: Readonly<Record<string, string>> = {
  fsync: 'a power cut can destroy the whole database',
  synchronous_commit: 'a crash of the server loses the last reports that citizens were answered',
  full_page_writes: 'a power cut can leave torn pages in the tables',
};

/** Reads, as this process's own connections see them, the settings on which durability rests. */
export async function readDurability(store: Store): Promise<Durability> {
  return store.transaction({ role: 'owner' }, async (tx) => {
    const [row] = await tx.query<{ kind: DatabaseKind }>('SELECT kind FROM installation');
    const off = await tx.query<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings WHERE name = ANY ($1) AND setting = 'off' ORDER BY name`,
      [Object.keys(LOSES)],
    );
    return {
      kind: row?.kind ?? 'real',
      lossy: off.map(({ name, setting }) => ({
        name,
        value: setting,
        loses: LOSES[name] ?? '',
        remedy: `ALTER SYSTEM SET ${name} = on, then SELECT pg_reload_conf(); see also that no role or database turns it off`,
      })),
    };
  });
}

/**
 * Lets nothing run for real on a server that may lose what it has acknowledged. A simulated database
 * may: nothing in it is worth a power cut.
 * @throws ConfigError naming the setting, what it loses, and the remedy
 */
export async function requireDurable(store: Store): Promise<void> {
  const { kind, lossy } = await readDurability(store);
  const [first] = lossy;
  if (kind !== 'real' || !first) return;
  const { name, value, loses, remedy } = first;
  throw new ConfigError(`DATABASE_URL: the server's ${name}`, value, `${loses}: ${remedy}`);
}

/**
 * Lets no fault be planned where reports are real.
 * @throws ConfigError naming the remedy
 */
export async function requireNoFaults(store: Store): Promise<void> {
  if (!store.faults.planned) return;
  const { kind } = await readDurability(store);
  if (kind === 'simulated') return;
  throw new ConfigError(
    'KIP_FAULTS',
    '…',
    'this database is real, and faults lose reports: unset it',
  );
}
