import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** A value that is read when somebody asks. */
export interface Reading<Name extends string> {
  readonly name: Name;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What is measured by reading it: name → what it is, and the names of its labels. */
export type Readings<Name extends string> = Readonly<
  Record<Name, { readonly help: string; readonly labels: readonly string[] }>
>;

const WITHIN_MS = 2_000;
const REQUEST_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const LATENESS_BUCKETS_S = [0.5, 1, 2, 5, 10, 30, 60, 300, 3_600];

/**
 * What a process counts, in a registry of its own. Labels are few by nature: route patterns,
 * queues, states; never a code, a person or a text.
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly reads: (() => Promise<void>)[] = [];
  private readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly failures: Counter<'reading'>;
  private asked: Promise<string> | null = null;

  constructor(app: string) {
    this.registry.setDefaultLabels({ app });
    const registers = [this.registry];
    this.requests = new Histogram({
      name: 'kip_http_request_seconds',
      help: 'HTTP requests and how long they took',
      labelNames: ['method', 'route', 'status'],
      buckets: REQUEST_BUCKETS_S,
      registers,
    });
    this.failures = new Counter({
      name: 'kip_reading_failures_total',
      help: 'Values that could not be read when they were asked for, by the first of them',
      labelNames: ['reading'],
      registers,
    });
  }

  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;

  /** Adds memory, processor, event loop and garbage collection of the process. */
  ofTheProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** @param route the route's pattern, never the address that was asked for */
  request(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** A distribution of seconds late. */
  lateness(name: string, help: string): { observe(seconds: number): void } {
    return new Histogram({ name, help, buckets: LATENESS_BUCKETS_S, registers: [this.registry] });
  }

  /**
   * Values that one question answers, asked at each scrape. One that fails or takes longer than
   * two seconds leaves its values out and is counted; the others are shown.
   */
  reading<Name extends string>(
    what: Readings<Name>,
    read: () => Promise<readonly Reading<Name>[]>,
  ): void {
    const names = Object.keys(what) as Name[];
    const gauges = new Map(
      names.map((name) => {
        const { help, labels } = what[name];
        return [name, new Gauge({ name, help, labelNames: labels, registers: [this.registry] })];
      }),
    );
    // A gauge without labels resets to 0, which would be a value that nobody has read.
    const forget = (): void => {
      for (const name of names) {
        if (what[name].labels.length === 0) gauges.get(name)?.remove();
        else gauges.get(name)?.reset();
      }
    };
    this.reads.push(async () => {
      forget();
      try {
        const values = await inTime(read());
        for (const { name, labels, value } of values) gauges.get(name)?.set(labels, value);
      } catch {
        this.failures.inc({ reading: names[0] ?? '' });
      }
    });
  }

  /** Everything in Prometheus' text format. Those who ask at the same time share one answer. */
  text(): Promise<string> {
    this.asked ??= Promise.all(this.reads.map((read) => read()))
      .then(() => this.registry.metrics())
      .finally(() => {
        this.asked = null;
      });
    return this.asked;
  }
}

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not read within ${WITHIN_MS} ms`));
    }, WITHIN_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
