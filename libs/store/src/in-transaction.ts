import { Problem } from '#libs/contracts';
import { type PoolClient } from 'pg';
import { type DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { isAnswer, isAway } from './loss.js';

/** How a transaction is begun and given up. */
export interface TransactionOptions {
  /** After so long its connection is given up; unless given, when one statement takes too long. */
  readonly withinMs?: number;
  /** It sees everything as it stands at one instant, takes as long as it takes, and writes nothing. */
  readonly still?: boolean;
  /** Its statements take as long as they take. */
  readonly unhurried?: boolean;
  /** Every statement sees the same instant. */
  readonly steady?: boolean;
  /** So long it may ask for nothing between two statements. */
  readonly idleMs?: number;
}

/**
 * Begins, works, commits. A connection that does not answer goes back to nobody: it is closed, so
 * that neither the rollback nor the next transaction waits for it.
 * @throws Problem `outcome_unknown` when the connection was lost while it committed
 */
export async function inTransaction<Result>(
  source: DataSource,
  { withinMs, idleMs, still = false, unhurried = still, steady = still }: TransactionOptions,
  work: (manager: EntityManager, client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const runner = source.createQueryRunner();
  let client: PoolClient | null = null;
  let overdue: NodeJS.Timeout | undefined;
  try {
    const own = (await runner.connect()) as PoolClient;
    client = own;
    if (withinMs !== undefined) overdue = setTimeout(() => void own.end(), withinMs);
    await runner.startTransaction(steady ? 'REPEATABLE READ' : undefined);
    if (still) await runner.query('SET TRANSACTION READ ONLY');
    if (unhurried) await runner.query('SET LOCAL statement_timeout = 0');
    if (idleMs !== undefined) {
      await runner.query(`SET LOCAL idle_in_transaction_session_timeout = ${idleMs}`);
    }
    const result = await work(runner.manager, own);
    await commit(runner);
    return result;
  } catch (error) {
    if (client && isAway(error)) void client.end();
    else if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(overdue);
    await runner.release();
  }
}

/** @throws Problem `outcome_unknown` where no answer came: the server may have committed or not */
async function commit(runner: QueryRunner): Promise<void> {
  try {
    await runner.commitTransaction();
  } catch (error) {
    if (isAnswer(error)) throw error;
    throw new Problem('outcome_unknown', 'the commit was not answered', [], error);
  }
}
