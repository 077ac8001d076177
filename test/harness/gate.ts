import { type Socket, createServer } from 'node:net';
import { connect } from 'node:net';

/** A port on loopback that leads nowhere until it is opened. */
export interface Gate {
  readonly port: number;
  /** From now on connections go through to the same host's `target`. */
  open(target: number): Promise<void>;
  close(): Promise<void>;
}

/** Finds a port that nobody listens on, and stands before it. */
export async function standBefore(): Promise<Gate> {
  const sockets = new Set<Socket>();
  let leadsTo = 0;
  const server = createServer((from) => {
    const to = connect(leadsTo, '127.0.0.1');
    for (const socket of [from, to]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        from.destroy();
        to.destroy();
        sockets.delete(socket);
      });
    }
    from.pipe(to).pipe(from);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await close();
  return {
    port: address.port,
    open: (target) => {
      leadsTo = target;
      return listen(address.port);
    },
    close,
  };
}
