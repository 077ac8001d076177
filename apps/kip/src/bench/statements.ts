import {
  type Claimed,
  type ReferenceCache,
  type Store,
  type Tx,
  completeDeliveries,
} from '#libs/store';
import { routeStage } from '#libs/pipeline';

/** A statement as one transaction ran it. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Takes back what was only tried. */
class TakenBack extends Error {}

/**
 * What routing one report by itself runs between its transaction's begin and end: found by doing it
 * and taking it back.
 */
export async function routingStatements(
  store: Store,
  reference: ReferenceCache,
  { id }: Claimed,
): Promise<readonly Statement[]> {
  const snapshot = await reference.get();
  return statementsOf(store, async (tx) => {
    await routeStage(tx, snapshot, await completeDeliveries(tx, [id]));
  });
}

/** What some work runs between its transaction's begin and end: found by doing it and taking it back. */
export async function statementsOf(
  store: Store,
  work: (tx: Tx) => Promise<void>,
): Promise<readonly Statement[]> {
  const ran: Statement[] = [];
  try {
    await store.transaction({ role: 'worker' }, async (tx) => {
      const prepared: Tx['prepared'] = (sql, parameters = []) => {
        ran.push({ sql, parameters });
        return tx.prepared(sql, parameters);
      };
      await work({ ...tx, prepared });
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return ran;
}

/** The same statements on bare connections, so many clients at once. Returns transactions a second. */
export async function runLoop(
  store: Store,
  all: readonly (readonly Statement[])[],
  clients: number,
): Promise<number> {
  let turn = 0;
  const begun = performance.now();
  const client = async (): Promise<void> => {
    for (let own = all[turn++]; own; own = all[turn++]) {
      const statements = own;
      await store.transaction({ role: 'worker' }, async (tx) => {
        for (const { sql, parameters } of statements) await tx.prepared(sql, parameters);
      });
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return all.length / ((performance.now() - begun) / 1_000);
}
