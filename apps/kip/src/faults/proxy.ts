import { Socket, connect, createServer } from 'node:net';

/** Where a proxy leads. */
export interface ProxyTarget {
  readonly host?: string;
  readonly port: number;
}

/**
 * A TCP proxy on loopback that can fail as networks do. It begins by passing everything on. What it
 * is told holds for connections that stand and for those to come, until it is told otherwise.
 */
export interface FaultProxy {
  readonly port: number;
  /** Passes everything on; see `blackhole` and `dropReplies` for what then stays broken. */
  pass(): void;
  /**
   * Accepts, and swallows what comes from either side: nobody is told anything, not even that the
   * other one hangs up. A connection that lost bytes stays silent for ever, as behind a router that
   * has forgotten it; one that lost none goes on once all is passed.
   */
  blackhole(): void;
  /** Resets every connection, and each new one as soon as it comes. */
  cut(): void;
  /** Passes requests on and swallows the answers: the work is done, and nobody hears of it. */
  dropReplies(): void;
  /** Bytes that were swallowed so far: for whoever waits until something is lost. */
  lostBytes(): number;
  close(): Promise<void>;
}

type Mode = 'pass' | 'blackhole' | 'cut' | 'dropReplies';

type Side = 'client' | 'server';
const OTHER: Readonly<Record<Side, Side>> = { client: 'server', server: 'client' };

/** A connection through the proxy: its two halves, and from which side something was lost. */
interface Pair {
  readonly sockets: Readonly<Record<Side, Socket>>;
  readonly lost: Record<Side, boolean>;
}

/** The URL of a server, led through a proxy before it. */
export function through(proxy: Pick<FaultProxy, 'port'>, url: string): string {
  const changed = new URL(url);
  changed.hostname = '127.0.0.1';
  changed.port = String(proxy.port);
  return changed.href;
}

/** Starts a proxy before a server, on a port of its own. */
export async function startProxy({ host = '127.0.0.1', port }: ProxyTarget): Promise<FaultProxy> {
  const pairs = new Set<Pair>();
  let mode: Mode = 'pass';
  let lostBytes = 0;

  const reset = (pair: Pair): void => {
    pairs.delete(pair);
    for (const socket of Object.values(pair.sockets)) socket.resetAndDestroy();
  };
  /** Whether what comes from a side now is lost; what is lost once makes nonsense of what follows. */
  const loses = ({ lost }: Pair, from: Side): boolean => {
    if (mode === 'blackhole') lost.client = lost.server = true;
    if (mode === 'dropReplies') lost.server = true;
    return lost[from];
  };
  const lead = (pair: Pair, from: Side): void => {
    const source = pair.sockets[from];
    const to = pair.sockets[OTHER[from]];
    source.on('error', () => undefined);
    source.on('data', (chunk) => {
      if (loses(pair, from)) {
        lostBytes += chunk.length;
        return;
      }
      if (to.write(chunk)) return;
      source.pause();
      to.once('drain', () => source.resume());
    });
    source.on('close', (failed) => {
      if (to.destroyed) pairs.delete(pair);
      else if (!loses(pair, from)) {
        if (failed) reset(pair);
        else to.end();
      }
    });
  };

  const listener = createServer((client) => {
    if (mode === 'cut') {
      client.on('error', () => undefined).resetAndDestroy();
      return;
    }
    // Nobody stands behind a hole, and nobody will: not even when it is gone.
    const inHole = mode === 'blackhole';
    const server = inHole ? new Socket() : connect(port, host);
    if (inHole) server.destroy();
    const pair = { sockets: { client, server }, lost: { client: inHole, server: inHole } };
    pairs.add(pair);
    lead(pair, 'client');
    lead(pair, 'server');
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const become = (next: Mode) => (): void => {
    mode = next;
    if (next === 'cut') for (const pair of pairs) reset(pair);
  };
  return {
    port: address.port,
    pass: become('pass'),
    blackhole: become('blackhole'),
    cut: become('cut'),
    dropReplies: become('dropReplies'),
    lostBytes: () => lostBytes,
    close: async () => {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const pair of pairs) reset(pair);
      await closed;
    },
  };
}
