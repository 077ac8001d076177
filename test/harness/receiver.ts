import {
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
  createServer,
} from 'node:http';
import { type AddressInfo } from 'node:net';

/** A message as it came in. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How the receiver answers what comes in at a path; absent: 204. */
export type Answers = Record<string, (response: ServerResponse) => void>;

/** Another system's receiver of webhooks, on this machine. */
export class Receiver {
  readonly received: Received[] = [];
  answers: Answers = {};

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = request.url ?? '';
        const body = Buffer.concat(chunks).toString('utf8');
        receiver.received.push({ path, headers: request.headers, body });
        const answer = receiver.answers[path];
        if (answer) answer(response);
        else response.writeHead(204).end();
      });
    });
    return receiver;
  }

  /** What came in at a path. */
  at(path: string): Received[] {
    return this.received.filter((one) => one.path === path);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
