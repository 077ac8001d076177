import { DataSource, DefaultNamingStrategy } from 'typeorm';
import { CalendarCorrectionEntity } from './entities/calendar-correction.entity.js';
import * as delivery from './entities/delivery.entities.js';
import * as notice from './entities/notice.entities.js';
import * as reference from './entities/reference.entities.js';
import * as report from './entities/report.entities.js';
import { ClockAndRoles1700000000001 } from './migrations/1-clock-and-roles.js';
import { Reference1700000000002 } from './migrations/2-reference.js';
import { Reports1700000000003 } from './migrations/3-reports.js';
import { DeliveriesAndFacts1700000000004 } from './migrations/4-deliveries-and-facts.js';
import { Access1700000000005 } from './migrations/5-access.js';
import { DeadLettersAndSeals1700000000006 } from './migrations/6-dead-letters-and-seals.js';
import { ChecksAndRepairs1700000000007 } from './migrations/7-checks-and-repairs.js';
import { SearchTexts1700000000008 } from './migrations/8-search-texts.js';
import { Calendars1700000000009 } from './migrations/9-calendars.js';
import { Notices1700000000010 } from './migrations/10-notices.js';
import { Policies1700000000011 } from './migrations/11-policies.js';
import { CalendarCorrections1700000000012 } from './migrations/12-calendar-corrections.js';
import { Commitments1700000000013 } from './migrations/13-commitments.js';
import { Accounts1700000000014 } from './migrations/14-accounts.js';
import { Media1700000000015 } from './migrations/15-media.js';
import { DeskWork1700000000017 } from './migrations/17-desk-work.js';
import { Messages1700000000018 } from './migrations/18-messages.js';
import { Privacy1700000000019 } from './migrations/19-privacy.js';
import { Lists1700000000020 } from './migrations/20-lists.js';
import { Abuse1700000000021 } from './migrations/21-abuse.js';
import { Integrators1700000000023 } from './migrations/23-integrators.js';
import { Retention1700000000024 } from './migrations/24-retention.js';
import { OwnLegs1700000000025 } from './migrations/25-own-legs.js';
import { Figures1700000000026 } from './migrations/26-figures.js';
import { Documents1700000000027 } from './migrations/27-documents.js';
import { Reporters1700000000028 } from './migrations/28-reporters.js';
import { TargetsAndSchedules1700000000029 } from './migrations/29-targets-and-schedules.js';
import { ReferenceSaved1700000000030 } from './migrations/30-reference-saved.js';
import { Administering1700000000031 } from './migrations/31-administering.js';
import { StaleReports1700000000032 } from './migrations/32-stale-reports.js';
import { Citizens1700000000033 } from './migrations/33-citizens.js';
import { WholeMonths1700000000034 } from './migrations/34-whole-months.js';

/** Properties are camelCase, columns snake_case: the one rule that maps them. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined): string {
    return custom ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/** No statement may take longer; the server ends it. */
const STATEMENT_MS = 30_000;
/** After that the server itself is silent, and waiting for it ends. */
const SILENCE_MS = STATEMENT_MS + 5_000;
/** A worker that was frozen within a transaction must not hold its locks for long. */
const IDLE_IN_TRANSACTION_MS = 15_000;

/**
 * The connection pool. Nobody uses it but `Store`, which opens every transaction.
 * @param url postgres://user:password@host:port/database
 * @param trouble is told of an idle connection that broke
 * @param silenceMs a statement that is not answered for so long fails; 0: never
 */
export function createDataSource(
  url: string,
  poolSize: number,
  trouble: (text: string) => void = () => undefined,
  silenceMs = SILENCE_MS,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    namingStrategy: new SnakeCase(),
    entities: [
      ...Object.values(reference),
      ...Object.values(report),
      CalendarCorrectionEntity,
      ...Object.values(delivery),
      ...Object.values(notice),
    ],
    migrations: [
      ClockAndRoles1700000000001,
      Reference1700000000002,
      Reports1700000000003,
      DeliveriesAndFacts1700000000004,
      Access1700000000005,
      DeadLettersAndSeals1700000000006,
      ChecksAndRepairs1700000000007,
      SearchTexts1700000000008,
      Calendars1700000000009,
      Notices1700000000010,
      Policies1700000000011,
      CalendarCorrections1700000000012,
      Commitments1700000000013,
      Accounts1700000000014,
      Media1700000000015,
      DeskWork1700000000017,
      Messages1700000000018,
      Privacy1700000000019,
      Lists1700000000020,
      Abuse1700000000021,
      Integrators1700000000023,
      Retention1700000000024,
      OwnLegs1700000000025,
      Figures1700000000026,
      Documents1700000000027,
      Reporters1700000000028,
      TargetsAndSchedules1700000000029,
      ReferenceSaved1700000000030,
      Administering1700000000031,
      StaleReports1700000000032,
      Citizens1700000000033,
      WholeMonths1700000000034,
    ],
    migrationsTransactionMode: 'each',
    connectTimeoutMS: 5_000,
    applicationName: 'kip',
    extra: {
      statement_timeout: STATEMENT_MS,
      query_timeout: silenceMs,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      // Compiling a plan takes longer than any of these statements runs.
      // The isolation of the usual transaction, so that none has to say it first.
      options: String.raw`-c timezone=UTC -c jit=off -c default_transaction_isolation=read\ committed`,
    },
    // A pool's idle connection that breaks must not end the process: the next query opens another.
    poolErrorHandler: (error: unknown) => {
      trouble(error instanceof Error ? error.message : 'a connection broke');
    },
  });
}

/** One more connection to the same database, without this side's limit: for what streams whole tables. */
export async function patient({ options }: DataSource): Promise<DataSource> {
  if (options.type !== 'postgres') throw new Error(`no Postgres: ${options.type}`);
  return createDataSource(options.url ?? '', 1, undefined, 0).initialize();
}
