import { type Config, type LogLevel } from '#libs/config';
import { Logger } from '@nestjs/common';
import { type Log, openLog } from './log.js';
import { Metrics } from './metrics.js';
import { serveMetrics } from './metrics-server.js';
import { atMostOncePerSecond } from './once-per-second.js';

/** What a process says of itself while it runs: its log and its metrics. */
export interface Watch {
  readonly log: Log;
  readonly metrics: Metrics;
  /** Where the metrics are; null where no port was named. */
  readonly metricsUrl: string | null;
  /** Takes troubles of one kind in words, of which one a second is logged. */
  trouble(kind: string): (text: string) => void;
  /** Says on stdout where the metrics are, if they are anywhere. */
  tellWhere(): void;
  close(): Promise<void>;
}

/**
 * Opens the log of a process, through which from now on also Nest's own `Logger` speaks, and its
 * metrics on KIP_METRICS_PORT, where that is set.
 *
 * @param app what every line and every metric names as its source
 * @param level of the log where KIP_LOG_LEVEL is not set
 * @throws ConfigError when the port is taken or not allowed
 */
export async function openWatch(
  app: string,
  config: Pick<Config, 'logLevel' | 'metricsPort' | 'metricsHost'>,
  level: LogLevel = 'info',
): Promise<Watch> {
  const log = openLog(app, config.logLevel ?? level);
  const metrics = new Metrics(app);
  const { metricsPort, metricsHost } = config;
  const server =
    metricsPort === null ? null : await serveMetrics(metrics, metricsHost, metricsPort);
  if (server) metrics.ofTheProcess();
  Logger.overrideLogger(log);
  const tell = atMostOncePerSecond((text) => {
    log.warn(text, 'Trouble');
  });
  return {
    log,
    metrics,
    metricsUrl: server?.url ?? null,
    trouble: (kind) => (text) => {
      tell(kind, `${kind}: ${text}`);
    },
    tellWhere: () => {
      if (server) process.stdout.write(`metrics: ${server.url}\n`);
    },
    close: async () => server?.close(),
  };
}
