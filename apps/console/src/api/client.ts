import createClient, { type Middleware } from 'openapi-fetch';
import { Offline, Problem, refusalOf } from './problem.js';
import { type components, type paths } from './schema.js';

/** The server's own names for what it sends: `Schema<'CitizenReport'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** What every request shows; the pages set it as they learn it. */
interface Shown {
  language: 'vi' | 'en';
  /** The session's token against requests of other sites; null: not signed in, or citizens' page. */
  csrf: string | null;
  /** Where signing in is off: the key, and as whom it is used. */
  desk: { readonly key: string; readonly person: string | null } | null;
}

export const shown: Shown = { language: 'vi', csrf: null, desk: null };

const SAFE = ['GET', 'HEAD'];
/** Told when an answer says that the session is over. */
const endings = new EventTarget();

/** Calls back when the server says that the session has ended. @returns stops that */
export function onSessionEnd(tell: () => void): () => void {
  endings.addEventListener('end', tell);
  return () => {
    endings.removeEventListener('end', tell);
  };
}

const ENDED = ['not_authenticated', 'code_needed', 'factor_needed', 'csrf_refused'];
/** Where a refusal is the answer to whoever is only signing in. */
const SIGNING_IN = /\/v1\/(session|account)(\/|$)/;

const manners: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', shown.language);
    if (shown.csrf !== null && !SAFE.includes(request.method)) {
      request.headers.set('X-CSRF-Token', shown.csrf);
    }
    if (shown.desk) {
      request.headers.set('Desk-Key', shown.desk.key);
      if (shown.desk.person !== null) request.headers.set('Desk-Person', shown.desk.person);
    }
    return request;
  },
  async onResponse({ request, response }) {
    if (response.ok) return undefined;
    const refusal = await refusalOf(response);
    const ended = refusal instanceof Problem && ENDED.includes(refusal.code);
    if (ended && !SIGNING_IN.test(new URL(request.url).pathname)) {
      endings.dispatchEvent(new Event('end'));
    }
    throw refusal;
  },
  onError({ error }) {
    // `fetch` fails with a TypeError where nothing answered; what was given up stays that.
    return error instanceof TypeError ? new Offline(error) : undefined;
  },
};

/** The generated client. Every call resolves with an answer, or throws Problem, Offline or StrangeAnswer. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  // One name for what is asked several times: `state=assigned&state=waiting`.
  querySerializer: { array: { style: 'form', explode: true } },
});
api.use(manners);

/** The body of an answer. @throws what `api` throws; Error where a call that has a body has none */
export async function bodyOf<Body>(
  answer: Promise<{ readonly data?: Body; readonly response: Response }>,
): Promise<Body> {
  const { data, response } = await answer;
  if (data === undefined) throw new Error(`no body in the answer of ${response.url}`);
  return data;
}

/**
 * A key under which a request that is sent again does what it did once.
 * @public
 */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}
