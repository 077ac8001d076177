import { type JsonObject } from '#libs/domain';
import { newId } from '../new-id.js';
import { type Tx } from '../store.js';

/** What proves who a person is. Only the role at the door reads it. */
export interface Account {
  readonly personCode: string;
  readonly email: string;
  readonly passwordHash: string | null;
  /** The sealed secret of the second factor, and since when it is confirmed. */
  readonly factorSecret: Buffer | null;
  readonly factorAt: Date | null;
  readonly factorStep: number;
  readonly recoveryHashes: readonly Buffer[];
  readonly disabledAt: Date | null;
}

const ACCOUNT = `SELECT a.person_code AS "personCode", p.email, a.password_hash AS "passwordHash",
  a.factor_secret AS "factorSecret", a.factor_at AS "factorAt", a.factor_step::float8 AS "factorStep",
  a.recovery_hashes AS "recoveryHashes", a.disabled_at AS "disabledAt"
  FROM accounts a JOIN people p ON p.code = a.person_code`;

/** The account of the person with this mail address; null where there is none, or more than one. */
export async function accountByEmail(tx: Tx, email: string): Promise<Account | null> {
  const found = await tx.prepared<Account>(`${ACCOUNT} WHERE lower(p.email) = lower($1) LIMIT 2`, [
    email,
  ]);
  const [account] = found;
  return found.length === 1 && account ? account : null;
}

/** A person's account, locked for this transaction. */
export async function takeAccount(tx: Tx, personCode: string): Promise<Account | null> {
  const [account] = await tx.prepared<Account>(
    `${ACCOUNT} WHERE a.person_code = $1 FOR UPDATE OF a`,
    [personCode],
  );
  return account ?? null;
}

/** Gives a person an account, where they have none. */
export async function openAccount(tx: Tx, personCode: string): Promise<void> {
  await tx.prepared(
    'INSERT INTO accounts (person_code) VALUES ($1) ON CONFLICT (person_code) DO NOTHING',
    [personCode],
  );
}

/** What of an account can be changed by itself; what is left out stays. */
export interface AccountChange {
  readonly passwordHash?: string;
  readonly factorSecret?: Buffer;
  readonly factorConfirmed?: boolean;
  readonly factorStep?: number;
  readonly recoveryHashes?: readonly Buffer[];
  readonly disabled?: boolean;
}

/** Changes a person's account. */
export async function changeAccount(
  tx: Tx,
  personCode: string,
  change: AccountChange,
): Promise<void> {
  await tx.prepared(
    `UPDATE accounts SET
       password_hash = coalesce($2, password_hash),
       password_at = CASE WHEN $2::text IS NULL THEN password_at ELSE clock_timestamp() END,
       factor_secret = coalesce($3, factor_secret),
       factor_at = CASE $4::boolean WHEN true THEN clock_timestamp() WHEN false THEN NULL ELSE factor_at END,
       factor_step = coalesce($5::bigint, factor_step),
       recovery_hashes = coalesce($6::bytea[], recovery_hashes),
       disabled_at = CASE $7::boolean WHEN true THEN coalesce(disabled_at, clock_timestamp())
         WHEN false THEN NULL ELSE disabled_at END
     WHERE person_code = $1`,
    [
      personCode,
      change.passwordHash ?? null,
      change.factorSecret ?? null,
      change.factorConfirmed ?? null,
      change.factorStep ?? null,
      change.recoveryHashes ?? null,
      change.disabled ?? null,
    ],
  );
}

/** Whether somebody can sign in at all: an installation without anybody needs its first administrator. */
export async function hasAdministrator(tx: Tx): Promise<boolean> {
  const [row] = await tx.prepared<{ there: boolean }>(
    `SELECT EXISTS (SELECT FROM accounts a JOIN people p ON p.code = a.person_code
       WHERE p.role = 'admin' AND a.disabled_at IS NULL) AS there`,
  );
  return row?.there === true;
}

/** The person whom another system knows by this subject; null: nobody yet. */
export async function personOfIdentity(
  tx: Tx,
  issuer: string,
  subject: string,
): Promise<string | null> {
  const [row] = await tx.prepared<{ code: string }>(
    'SELECT person_code AS code FROM identities WHERE issuer = $1 AND subject = $2',
    [issuer, subject],
  );
  return row?.code ?? null;
}

/** Remembers by which subject another system knows a person. */
export async function linkIdentity(
  tx: Tx,
  personCode: string,
  issuer: string,
  subject: string,
): Promise<void> {
  await tx.prepared(
    'INSERT INTO identities (issuer, subject, person_code) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [issuer, subject, personCode],
  );
}

/** What is written down of who came in and what they were let see. */
export const ACCESS_KINDS = [
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'invited',
  'reset_asked',
  'password_set',
  'factor_set',
  'factor_removed',
  'identity_linked',
  'sessions_ended',
  'person_saved',
  'shut_out',
  'let_in',
  'contact_read',
  'data_found',
  'data_told',
  'data_erased',
  'follows_erased',
  'block_added',
  'block_lifted',
  'key_made',
  'key_revoked',
  'webhook_made',
  'webhook_rotated',
  'webhook_disabled',
  'webhook_enabled',
  'retention_saved',
  'request_decided',
  'dead_replayed',
  'dead_dropped',
] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** Writes down that something of access happened. `by`: who did it, where that is somebody else. */
export async function noteAccess(
  tx: Tx,
  kind: AccessKind,
  about: {
    readonly person?: string;
    readonly by?: string;
    readonly reportId?: string;
    readonly data?: JsonObject;
  },
): Promise<void> {
  await tx.prepared(
    'INSERT INTO access_events (id, kind, person_code, by_code, report_id, data) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      newId(),
      kind,
      about.person ?? null,
      about.by ?? null,
      about.reportId ?? null,
      JSON.stringify(about.data ?? {}),
    ],
  );
}
