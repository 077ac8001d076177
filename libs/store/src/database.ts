import { type DataSource } from 'typeorm';
import { patient } from './data-source.js';
import { type Store } from './store.js';

export type DatabaseKind = 'real' | 'simulated';

/** Over a million reports one index alone takes longer than any other statement may. */
async function bringUpToDate(dataSource: DataSource): Promise<void> {
  if (!(await dataSource.showMigrations())) return;
  const source = await patient(dataSource);
  try {
    await source.query('SET statement_timeout = 0');
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}

/**
 * Brings a database's tables up to date and, the first time, makes it a real or a simulated one
 * for ever.
 * @param clock where a new simulated database's time begins
 * @throws Error when the database exists as the other kind
 */
export async function migrateDatabase(
  store: Store,
  kind: DatabaseKind,
  clock: Date | null = null,
): Promise<void> {
  await bringUpToDate(store.dataSource);
  const begin = kind === 'simulated' ? (clock ?? new Date('2020-01-01T00:00:00Z')) : null;
  await store.transaction({ role: 'owner' }, async (tx) => {
    await tx.query(
      'INSERT INTO installation (kind, clock) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [kind, begin],
    );
    const [row] = await tx.query<{ kind: DatabaseKind }>('SELECT kind FROM installation');
    if (row?.kind !== kind) {
      throw new Error(`this database is ${row?.kind ?? 'unknown'} and stays so; name another one`);
    }
  });
}

/**
 * Moves a simulated database's clock.
 * @throws the database's refusal where it is real, or the clock would run back
 */
export async function setClock(store: Store, to: Date): Promise<void> {
  await store.transaction({ role: 'owner' }, (tx) => tx.query('SELECT kip_set_clock($1)', [to]));
}

/** When something falls due next, over all reports; null when nothing ever will. */
export async function nextDueInstant(store: Store): Promise<Date | null> {
  const [row] = await store.transaction({ role: 'worker' }, (tx) =>
    tx.prepared<{ at: Date | null }>(
      'SELECT min(next_action_at) AS at FROM reports WHERE next_action_at IS NOT NULL',
    ),
  );
  return row?.at ?? null;
}
