import { DataSource, DefaultNamingStrategy } from 'typeorm';
import * as delivery from './entities/delivery.entities.js';
import * as reference from './entities/reference.entities.js';
import * as report from './entities/report.entities.js';
import { ClockAndRoles1700000000001 } from './migrations/1-clock-and-roles.js';
import { Reference1700000000002 } from './migrations/2-reference.js';
import { Reports1700000000003 } from './migrations/3-reports.js';
import { DeliveriesAndFacts1700000000004 } from './migrations/4-deliveries-and-facts.js';
import { Access1700000000005 } from './migrations/5-access.js';

/** Properties are camelCase, columns snake_case: the one rule that maps them. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined): string {
    return custom ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/**
 * The connection pool. Nobody uses it but `Store`, which opens every transaction.
 * @param url postgres://user:password@host:port/database
 * @param trouble is told of an idle connection that broke
 */
export function createDataSource(
  url: string,
  poolSize: number,
  trouble: (text: string) => void = () => undefined,
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    namingStrategy: new SnakeCase(),
    entities: [...Object.values(reference), ...Object.values(report), ...Object.values(delivery)],
    migrations: [
      ClockAndRoles1700000000001,
      Reference1700000000002,
      Reports1700000000003,
      DeliveriesAndFacts1700000000004,
      Access1700000000005,
    ],
    migrationsTransactionMode: 'each',
    connectTimeoutMS: 5_000,
    applicationName: 'kip',
    extra: {
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
      options: '-c timezone=UTC',
    },
    // A pool's idle connection that breaks must not end the process: the next query opens another.
    poolErrorHandler: (error: unknown) => {
      trouble(error instanceof Error ? error.message : 'a connection broke');
    },
  });
}
