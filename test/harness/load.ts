import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/** How much is asked of an intake. */
export interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second over all connections; absent: as many as are answered. */
  readonly perSecond?: number;
}

/** What came of it. */
export interface Loaded {
  /** Codes of the reports that were answered with 2xx. */
  readonly codes: readonly string[];
  /** How many answers of each kind: the status, and the code of a problem after it. */
  readonly answers: Readonly<Record<string, number>>;
  /** Refusals that do not say when to come again. */
  readonly withoutRetryAfter: number;
  /** Requests without an answer: the connection ended. */
  readonly unanswered: number;
  /** Milliseconds of all answers, from when the request was sent. */
  readonly latency: { readonly p50: number; readonly p99: number; readonly max: number };
}

const BODY = JSON.stringify({
  text: 'Trụ nghiêng trước trường học',
  category: 'telecom.pole-leaning',
  address: '12 Lê Lợi',
});

/** On a machine that is starved an answer takes its time; none at all is what counts. */
const ANSWERED_WITHIN_S = 30;

/** Files reports at an intake, each with a key of its own. */
export async function fileMany(url: string, load: Load): Promise<Loaded> {
  const codes: string[] = [];
  const answers: Record<string, number> = {};
  let withoutRetryAfter = 0;
  const note = (status: number, text: string, headers: Readonly<Record<string, unknown>>): void => {
    const body = JSON.parse(text) as { code: string; remedy?: string };
    const kind = status < 300 ? String(status) : `${status} ${body.code}`;
    answers[kind] = (answers[kind] ?? 0) + 1;
    if (status < 300) codes.push(body.code);
    else if (!Object.keys(headers).some((name) => name.toLowerCase() === 'retry-after')) {
      withoutRetryAfter += 1;
    }
  };
  const { errors, latency } = await autocannon({
    url,
    connections: load.connections,
    duration: load.seconds,
    timeout: ANSWERED_WITHIN_S,
    // Where the machine lets it send less than it wishes, that is no wait of the server's making.
    ...(load.perSecond !== undefined && {
      overallRate: load.perSecond,
      ignoreCoordinatedOmission: true,
    }),
    requests: [
      {
        method: 'POST',
        path: '/v1/reports',
        body: BODY,
        setupRequest: (request) => ({
          ...request,
          headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        }),
        onResponse: (status, text, _context, headers) => {
          note(status, text, headers ?? {});
        },
      },
    ],
  });
  const { p50, p99, max } = latency;
  return { codes, answers, withoutRetryAfter, unanswered: errors, latency: { p50, p99, max } };
}

/** Memory of a process in MiB, by the system's own count: now, and the most that it ever had. */
export function memoryOf(pid: number): { readonly nowMb: number; readonly mostMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string): number =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1_024);
  return { nowMb: mb('VmRSS'), mostMb: mb('VmHWM') };
}
