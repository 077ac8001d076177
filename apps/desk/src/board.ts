import { Problem } from '#libs/contracts';
import { languageOf, problemOf } from '#libs/http';
import { type Board, openBoard } from '#libs/queue';
import { type FastifyInstance } from 'fastify';
import { KEY_HEADER, sameKey } from './desk.guard.js';

const PREFIX = '/board';
/** What a page of the board may load: its own, and nothing from anybody else. */
const CONTENT_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** The password of HTTP Basic, whoever's; a browser has no other way to give the key. */
function basicPassword(authorization: string | undefined): string | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  return decoded.slice(decoded.indexOf(':') + 1);
}

/** The queues' board of a desk, behind its key. */
export interface DeskBoard extends Pick<Board, 'show'> {
  /** Puts it on the desk's server, at `/board`. */
  readonly mount: (server: FastifyInstance) => void;
}

/**
 * Opens the board: the key is asked for as everywhere on the desk, or as the password of HTTP Basic,
 * and only reading is allowed, whatever the board itself could do.
 */
export async function openDeskBoard(deskKey: string): Promise<DeskBoard> {
  const board = await openBoard(PREFIX);
  const guarded = async (server: FastifyInstance): Promise<void> => {
    server.addHook('onRequest', async (request, reply) => {
      const { headers, method } = request;
      const header = headers[KEY_HEADER.toLowerCase()];
      const given = typeof header === 'string' ? header : basicPassword(headers.authorization);
      const problem = !sameKey(given ?? '', deskKey)
        ? new Problem('not_authenticated', `${KEY_HEADER}, or the same as password of HTTP Basic`)
        : method !== 'GET' && method !== 'HEAD'
          ? new Problem('not_found', 'the board only shows')
          : null;
      void reply.header('Content-Security-Policy', CONTENT_POLICY);
      if (!problem) return undefined;
      const body = problemOf(problem, languageOf(headers['accept-language']));
      if (body?.status === 401) {
        void reply.header('WWW-Authenticate', 'Basic realm="desk", charset="UTF-8"');
      }
      return reply
        .status(body?.status ?? 500)
        .header('Content-Type', 'application/problem+json; charset=utf-8')
        .send(JSON.stringify(body));
    });
    await server.register(board.plugin);
  };
  return {
    show: board.show,
    mount: (server) => {
      void server.register(guarded, { prefix: PREFIX });
    },
  };
}
