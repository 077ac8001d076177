import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { type LookupFunction, isIP } from 'node:net';
import { type OutgoingSettings } from '#libs/config';
import { Agent, errors, request } from 'undici';
import { isOwnMachine, isPublicAddress } from './addresses.js';

/** Why a request was not made, or brought no answer. */
export type OutgoingFault = 'address_invalid' | 'address_forbidden' | 'unreachable' | 'too_slow';

/** A request that brought no answer. Its words name nothing of the answer and nothing of the request. */
export class OutgoingError extends Error {
  constructor(
    readonly fault: OutgoingFault,
    words: string,
  ) {
    super(words);
    this.name = 'OutgoingError';
  }
}

/** What is sent. */
export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** So much of the answer is read, in bytes; 0: its status is enough. */
  readonly mostBytes: number;
}

/** What came back. Redirects are answers like any other, and never followed. */
export interface OutgoingAnswer {
  readonly status: number;
  readonly text: string;
  /** False: there was more than was to be read. */
  readonly whole: boolean;
}

/** Finds the addresses of a name, all of them. */
export type Resolve = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** What tests put in its place; otherwise the system's own. */
export interface OutgoingParts {
  readonly resolve?: Resolve;
  /** From beginning to end, in milliseconds. */
  readonly withinMs?: number;
  /** A certificate authority besides those that the system trusts, in PEM. */
  readonly ca?: string;
}

const WITHIN_MS = 10_000;
const MOST_HEADER_BYTES = 16_384;

const bySystem: Resolve = (name, done) => {
  systemLookup(name, { all: true, verbatim: true }, done);
};

/**
 * The one way out: every request that this installation makes by itself to where somebody else says. Over
 * TLS only; each address is looked at when the connection is made, so that a name which leads elsewhere by
 * then leads nowhere; with a limit of time and size.
 */
export class Outgoing {
  private readonly agent: Agent;
  private readonly withinMs: number;

  constructor(
    private readonly settings: OutgoingSettings,
    { resolve = bySystem, withinMs = WITHIN_MS, ca }: OutgoingParts = {},
  ) {
    this.withinMs = withinMs;
    this.agent = new Agent({
      connect: { lookup: this.lookup(resolve), timeout: withinMs, ...(ca !== undefined && { ca }) },
      ...{ headersTimeout: withinMs, bodyTimeout: withinMs, maxHeaderSize: MOST_HEADER_BYTES },
    });
  }

  /**
   * An address that may be spoken to, as far as it can be told without looking up its name.
   * @throws OutgoingError `address_invalid`, `address_forbidden`
   */
  demandAddress(text: string): URL {
    if (!URL.canParse(text)) throw new OutgoingError('address_invalid', 'it is no address');
    const url = new URL(text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const own = this.settings.allowLoopback && (host === 'localhost' || isOwn(host));
    if (url.protocol !== 'https:' && !(own && url.protocol === 'http:')) {
      throw new OutgoingError('address_invalid', 'give an https:// address');
    }
    if (url.username !== '' || url.password !== '') {
      throw new OutgoingError('address_invalid', 'give no user and no password in it');
    }
    if (isIP(host) !== 0) this.demandAllowed(host);
    return url;
  }

  /** @throws OutgoingError where no answer came */
  async post({ url, headers, body, mostBytes }: OutgoingRequest): Promise<OutgoingAnswer> {
    const { origin, pathname, search } = this.demandAddress(url);
    try {
      const answer = await request(origin + pathname + search, {
        ...{ method: 'POST', headers, body, dispatcher: this.agent },
        signal: AbortSignal.timeout(this.withinMs),
      });
      const { statusCode: status } = answer;
      // What is left of it is not waited for: the connection ends with it.
      answer.body.on('error', () => undefined);
      if (mostBytes === 0) {
        answer.body.destroy();
        return { status, text: '', whole: false };
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of answer.body as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > mostBytes) break;
      }
      const text = Buffer.concat(chunks).subarray(0, mostBytes).toString('utf8');
      return { status, text, whole: bytes <= mostBytes };
    } catch (error) {
      throw outgoingError(error);
    }
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private demandAllowed(address: string): void {
    if (this.settings.allowLoopback && isOwn(address)) return;
    if (isPublicAddress(address)) return;
    throw new OutgoingError('address_forbidden', 'it leads to this machine or a private network');
  }

  private lookup(resolve: Resolve): LookupFunction {
    return (name, options, done) => {
      resolve(name, (error, addresses) => {
        try {
          if (error) throw new OutgoingError('unreachable', 'its name leads nowhere');
          for (const { address } of addresses) this.demandAllowed(address);
          const [first] = addresses;
          if (!first) throw new OutgoingError('unreachable', 'its name leads nowhere');
          if (options.all === true) done(null, addresses);
          else done(null, first.address, first.family);
        } catch (refused) {
          done(refused as NodeJS.ErrnoException, [] as LookupAddress[]);
        }
      });
    };
  }
}

function isOwn(host: string): boolean {
  return isIP(host) !== 0 && isOwnMachine(host);
}

/** The fault of whatever was thrown, in words that repeat nothing of what was sent or came back. */
function outgoingError(error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error;
  const { name, code } = error as { name?: unknown; code?: unknown };
  if (
    name === 'TimeoutError' ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError
  ) {
    return new OutgoingError('too_slow', 'it did not answer in time');
  }
  return new OutgoingError('unreachable', typeof code === 'string' ? code : 'the connection broke');
}
