import { createServer } from 'node:http';
import { ConfigError } from '#libs/config';
import { type Metrics } from './metrics.js';

/** Where a process shows what it counts. */
export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Shows the metrics at `/metrics` and nothing else.
 * @throws ConfigError when the port is taken or not allowed
 */
export async function serveMetrics(
  metrics: Metrics,
  host: string,
  port: number,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end('/metrics is here, and nothing else\n');
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'Content-Type': metrics.contentType }).end(text),
      () => response.writeHead(500).end('the metrics could not be read\n'),
    );
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, resolve);
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const remedy = `name another one for each process, or leave it out (${why})`;
    throw new ConfigError('KIP_METRICS_PORT', String(port), remedy);
  }
  // It keeps no process alive that has nothing else left to do.
  server.unref();
  const address = server.address();
  const chosen = typeof address === 'object' && address !== null ? address.port : port;
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  const shown = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${shown}:${chosen}/metrics`, close };
}
