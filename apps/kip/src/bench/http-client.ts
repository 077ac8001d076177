import { type Socket, connect } from 'node:net';

/** What came of a request: its status and when its answer was whole, in milliseconds of the epoch. */
export interface Answered {
  readonly status: number;
  readonly body: string;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * One kept-alive connection that carries one request at a time. As small as can be: on a small
 * machine whatever the client costs is taken from the server under test.
 */
export class HttpConnection {
  private received = Buffer.alloc(0);
  private waiting: { answer: (value: Answered) => void; refuse: (error: Error) => void } | null =
    null;

  private constructor(
    private readonly socket: Socket,
    private readonly head: string,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => {
      this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
      this.look();
    });
    socket.on('error', (error) => this.waiting?.refuse(error));
    socket.on('close', () => this.waiting?.refuse(new Error('the server closed the connection')));
  }

  static open(url: string, path: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(url);
    const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.off('error', reject);
        resolve(new HttpConnection(socket, head));
      });
      socket.once('error', reject);
    });
  }

  /** @param body JSON */
  post(body: string, key: string): Promise<Answered> {
    const length = Buffer.byteLength(body);
    this.socket.write(
      `${this.head}Idempotency-Key: ${key}\r\nContent-Length: ${length}\r\n\r\n${body}`,
    );
    return new Promise((answer, refuse) => {
      this.waiting = { answer, refuse };
    });
  }

  close(): void {
    this.waiting = null;
    this.socket.destroy();
  }

  private look(): void {
    const end = this.received.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.received.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) {
      this.waiting?.refuse(new Error(`no length in the answer: ${head}`));
      return;
    }
    const whole = end + HEAD_END.length + length;
    if (this.received.length < whole) return;
    const body = this.received.toString('utf8', end + HEAD_END.length, whole);
    this.received = this.received.subarray(whole);
    const { waiting } = this;
    this.waiting = null;
    waiting?.answer({ status: Number(head.slice(9, 12)), body });
  }
}
