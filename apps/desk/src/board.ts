import { Problem } from '#libs/contracts';
import { Refusal } from '#libs/domain';
import { languageOf, problemOf } from '#libs/http';
import { type Board, openBoard } from '#libs/queue';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { demandRight } from './door/desk.guard.js';
import { type Door } from './door/door.js';
import { KEY_HEADER } from './door/key.door.js';

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
 * Opens the board for whoever may look into the queues. It is asked for as everywhere on the desk; where
 * that is by a key, a browser gives it as the password of HTTP Basic. Only reading is allowed, whatever
 * the board itself could do.
 */
export async function openDeskBoard(door: Door): Promise<DeskBoard> {
  const board = await openBoard(PREFIX);
  const guarded = async (server: FastifyInstance): Promise<void> => {
    server.addHook('onRequest', async (request, reply) => {
      void reply.header('Content-Security-Policy', CONTENT_POLICY);
      const refusal = await refusalOf(door, request);
      if (!refusal) return undefined;
      const body = problemOf(refusal, languageOf(request.headers['accept-language']));
      if (body?.status === 401 && door.asksFor === 'key') {
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

/** Why this request is not answered; null: it is. What nobody foresaw is thrown on. */
async function refusalOf(
  door: Door,
  { method, headers }: Pick<FastifyRequest, 'method' | 'headers'>,
): Promise<Problem | Refusal | null> {
  const key = headers[KEY_HEADER.toLowerCase()] ?? basicPassword(headers.authorization) ?? '';
  try {
    const knock = { method: 'GET', headers: { ...headers, [KEY_HEADER.toLowerCase()]: key } };
    const visitor = await door.enter(knock);
    // With the key one is whoever one likes.
    if (door.asksFor === 'session' || visitor.key) demandRight(visitor, 'read_queues');
    if (method === 'GET' || method === 'HEAD') return null;
    return new Problem('not_found', 'the board only shows');
  } catch (error) {
    if (error instanceof Problem || error instanceof Refusal) return error;
    throw error;
  }
}
