import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Faults } from '#libs/config';
import { Problem } from '#libs/contracts';
import { type PoolClient, type QueryResultRow } from 'pg';
import { type DataSource, type EntityManager } from 'typeorm';
import { createDataSource, patient } from './data-source.js';
import { type TransactionOptions, inTransaction } from './in-transaction.js';

/** What a desk person's transaction may see: lists of codes, or `*`. Unset is nothing at all. */
export interface Scope {
  readonly streams: readonly string[];
  readonly areas: readonly string[];
  readonly units: readonly string[];
  readonly networks: readonly string[];
  readonly contacts: boolean;
  /** Whose it is: what is one person's own is shown to nobody else. Absent: nobody's. */
  readonly person?: string;
  /** Works for the desk and not for a unit: sees what the desk writes for itself. Absent: no. */
  readonly insider?: boolean;
}

/** Under which database role a transaction runs; `owner` only migrates and seeds, `door` lets people in, `post` writes to them. */
export type Access = (
  | { readonly role: 'owner' | 'worker' | 'door' | 'post' }
  /** `citizen`: whose own reports it may name, where somebody is signed in. */
  | { readonly role: 'intake'; readonly citizen?: string }
  | { readonly role: 'desk'; readonly scope: Scope }
) & {
  /**
   * After so long its connection is given up, for what answers no more would hold its place in the
   * pool. Unless given, a connection is given up when one statement takes longer than any may.
   */
  readonly withinMs?: number;
  /**
   * Every statement of it sees the same instant, at which `now` had not passed: what others committed
   * later is not there. For reading; a write to what somebody else changed meanwhile is tried again.
   */
  readonly steady?: boolean;
};

/** Enough for any short transaction on a busy server: who waits longer waits for a dead connection. */
export const SHORT_MS = 5_000;

/** A transaction: its one instant, its connection, and what it leaves behind. */
export interface Tx {
  /** The database's clock, read once when the transaction was opened. */
  readonly now: Date;
  /** Under which role and scope it runs. */
  readonly access: Access;
  readonly manager: EntityManager;
  /** What is to go wrong in this process, to prove the defences. */
  readonly faults: Faults;
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /**
   * A statement whose text is one of a few and which runs often: the connection plans it once. Row
   * security makes planning the dearest part of a short statement.
   */
  prepared<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Says that deliveries were written: once committed, this process's relay is woken. */
  leaves(deliveries: number): void;
}

/** The report changed since it was read: the fence that makes a late writer harmless. */
export class StaleVersion extends Error {
  constructor(readonly reportIds: readonly string[]) {
    super(`changed by somebody else meanwhile: ${reportIds.join(', ')}`);
    this.name = 'StaleVersion';
  }
}

const TRIES = 4;
const EARLY_MS = 300;

/** The database, and the only way to open a transaction on it. */
export class Store {
  private readonly listeners: (() => void)[] = [];

  constructor(
    readonly dataSource: DataSource,
    private readonly troubles: ((text: string) => void)[] = [],
    readonly faults: Faults = Faults.NONE,
  ) {}

  /** Connects; the caller closes it. */
  static async open(url: string, poolSize: number, faults?: Faults): Promise<Store> {
    const troubles: ((text: string) => void)[] = [];
    const source = createDataSource(url, poolSize, (text) => {
      for (const listener of troubles) listener(text);
    });
    return new Store(await source.initialize(), troubles, faults);
  }

  /** Not connected to anything: enough for describing what is built on it. */
  static unconnected(): Store {
    return new Store(createDataSource('postgres://nobody@localhost:1/nothing', 1));
  }

  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** Asks to be told whenever a commit has left deliveries behind. */
  onDeliveries(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Asks to be told, in words, whenever an idle connection broke; the next query opens another. */
  onTrouble(listener: (text: string) => void): void {
    this.troubles.push(listener);
  }

  /**
   * Runs `work` in a transaction under the given role and scope. Where somebody else changed the
   * same report meanwhile, all of it is done again on what stands now.
   *
   * @throws Problem `conflict` when others were faster each time, `outcome_unknown` when the
   * connection was lost while it committed; whatever `work` throws
   */
  async transaction<Result>(access: Access, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(access, work);
      } catch (error) {
        if (!isRace(error)) throw error;
        if (attempt === TRIES) throw new Problem('conflict', String(error));
      }
    }
  }

  /**
   * Runs one statement by itself, in no role and no scope: for what decides which of them a request has. It
   * is planned once by each connection.
   * A transaction around it would cost each request more round trips than the statement does.
   */
  async alone<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PoolClient;
      const statement = { name: statementName('owner', sql), text: sql, values: [...parameters] };
      return (await client.query<Row & QueryResultRow>(statement)).rows;
    } finally {
      await runner.release();
    }
  }

  /**
   * Lets `work` read everything as it stands at one instant, however long it takes, and write nothing.
   * Nobody waits for it, and it waits for nobody.
   * @param idleMs so long it may ask for nothing between two statements; else as long as any transaction
   */
  async snapshot<Result>(
    access: Access,
    work: (tx: Tx) => Promise<Result>,
    idleMs?: number,
  ): Promise<Result> {
    const options = { still: true, ...(idleMs !== undefined && { idleMs }) };
    return this.unhurried({ ...access, steady: true }, work, options);
  }

  /** A transaction whose statements may take as long as they take: over a million reports they do. */
  async unhurried<Result>(
    access: Access,
    work: (tx: Tx) => Promise<Result>,
    options: TransactionOptions = access,
  ): Promise<Result> {
    const source = await patient(this.dataSource);
    try {
      return await this.once(access, work, source, { ...options, unhurried: true });
    } finally {
      await source.destroy();
    }
  }

  private async once<Result>(
    access: Access,
    work: (tx: Tx) => Promise<Result>,
    source: DataSource = this.dataSource,
    options: TransactionOptions = access,
  ): Promise<Result> {
    let left = 0;
    const { faults } = this;
    const early = untilTold<Result>();
    const committed = inTransaction(source, options, async (manager, client) => {
      const query = <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
        manager.query<Row[]>(sql, [...parameters]);
      const prepared = async <Row>(
        sql: string,
        parameters: readonly unknown[] = [],
      ): Promise<Row[]> => {
        const statement = { name: statementName(access.role, sql), text: sql };
        const { rows } = await client.query({ ...statement, values: [...parameters] });
        return rows as Row[];
      };
      const now = await enter(prepared, access);
      const leaves = (deliveries: number): void => {
        left += deliveries;
      };
      const result = await work({ now, access, manager, faults, query, prepared, leaves });
      if (faults.without('commit_before_leave')) await early.tell(result);
      if (left > 0) faults.pass('commit.before');
      return result;
    });
    // Only after the commit: nothing leaves before it.
    const result = await (faults.without('commit_before_leave')
      ? Promise.race([early.told, committed])
      : committed);
    if (left > 0) {
      faults.pass('commit.after');
      for (const listener of this.listeners) listener();
    }
    return result;
  }
}

/** For the fault that lets an answer leave before its commit; that then has a moment to fail in. */
function untilTold<Result>(): { told: Promise<Result>; tell(result: Result): Promise<void> } {
  let settle: (result: Result) => void = () => undefined;
  const told = new Promise<Result>((resolve) => {
    settle = resolve;
  });
  return {
    told,
    tell: async (result) => {
      settle(result);
      await sleep(EARLY_MS);
    },
  };
}

const statementNames = new Map<string, string>();

/** A plan under row security holds for one role only, so each role has its own. */
function statementName(role: Access['role'], sql: string): string {
  const key = `${role} ${sql}`;
  const known = statementNames.get(key);
  if (known !== undefined) return known;
  const name = `kip_${createHash('sha256').update(key).digest('base64url').slice(0, 22)}`;
  statementNames.set(key, name);
  return name;
}

/** The first statement of every transaction: its role, its scope, and its instant. */
export const ENTER = `SELECT set_config('role', $1, true), set_config('kip.streams', $2, true),
  set_config('kip.units', $3, true), set_config('kip.networks', $4, true),
  set_config('kip.contacts', $5, true), set_config('kip.areas', $6, true),
  set_config('kip.person', $7, true), set_config('kip.insider', $8, true), kip_now() AS now`;

/** A scope as the settings hold it that row security reads, in the order of `ENTER`; null: sees nothing. */
export function scopeSettings(scope: Scope | null): readonly string[] {
  return [
    scope?.streams.join(',') ?? '',
    scope?.units.join(',') ?? '',
    scope?.networks.join(',') ?? '',
    scope?.contacts ? '*' : '',
    scope?.areas.join(',') ?? '',
    scope?.person ?? '',
    scope?.insider ? '*' : '',
  ];
}

const NOTHING = { streams: [], areas: [], units: [], networks: [], contacts: false } as const;

/** Whose transaction it is, and how far it sees, where row security asks. */
function scopeOf(access: Access): Scope | null {
  if (access.role === 'desk') return access.scope;
  if (access.role !== 'intake' || access.citizen === undefined) return null;
  return { ...NOTHING, person: access.citizen };
}

async function enter(
  prepared: <Row>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>,
  access: Access,
): Promise<Date> {
  const rows = await prepared<{ now: Date }>(ENTER, [
    access.role === 'owner' ? 'none' : `kip_${access.role}`,
    ...scopeSettings(scopeOf(access)),
  ]);
  const [row] = rows;
  if (!row) throw new Error('the database gave no instant');
  return row.now;
}

/** Lost a race that is worth running again: our own fence, a deadlock, a serialisation failure. */
function isRace(error: unknown): boolean {
  if (error instanceof StaleVersion) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return code === '40P01' || code === '40001';
}
