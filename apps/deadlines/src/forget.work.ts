import { LOG_PLACES, type LogPlace, REPORT_PLACES, type ReportPlace } from '#libs/domain';
import { forgetStage } from '#libs/pipeline';
import {
  type ReferenceCache,
  type Store,
  forgetLog,
  forgetUnconfirmed,
  reportsToForget,
  retentionRules,
} from '#libs/store';
import { atMostOncePerSecond, errorWords, type Repeating, repeat } from '#libs/watch';
import { Logger } from '@nestjs/common';

const EVERY_MS = 3_600_000;
const PATIENCE_MS = 5_000;
const CASES = 100;
const ROWS = 1_000;

const log = new Logger('Retention');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

/** What was forgotten: cases and rows, by the place where they were kept. */
export type Forgotten = Readonly<Record<ReportPlace | LogPlace, number>>;

async function forgetCases(
  store: Store,
  reference: ReferenceCache,
  rule: { readonly place: ReportPlace; readonly days: number },
  stop?: AbortSignal,
): Promise<number> {
  let all = 0;
  while (stop?.aborted !== true) {
    // Only the door reads contacts, and only a worker writes history: two roles, two transactions.
    const due = await store.transaction({ role: 'door' }, (tx) =>
      reportsToForget(tx, rule.place, rule.days, CASES),
    );
    const snapshot = await reference.get();
    let forgotten = 0;
    for (const one of due) {
      const done = await store.transaction({ role: 'worker' }, (tx) =>
        forgetStage(tx, snapshot, one, rule),
      );
      if (done) forgotten += 1;
    }
    all += forgotten;
    if (due.length < CASES || forgotten === 0) break;
  }
  return all;
}

/**
 * Forgets everything whose time is up, case by case and lot by lot.
 * @param stop ends it between two lots
 */
export async function forgetDue(
  store: Store,
  reference: ReferenceCache,
  stop?: AbortSignal,
): Promise<Forgotten> {
  await store.transaction({ role: 'worker' }, forgetUnconfirmed);
  const rules = await store.transaction({ role: 'worker' }, retentionRules);
  const daysOf = (place: string): number | null =>
    rules.find((rule) => rule.place === place)?.days ?? null;
  const counts: Record<string, number> = {};
  for (const place of REPORT_PLACES) {
    const days = daysOf(place);
    counts[place] = days === null ? 0 : await forgetCases(store, reference, { place, days }, stop);
  }
  for (const place of LOG_PLACES) {
    const days = daysOf(place);
    counts[place] = 0;
    for (let more = days !== null; more && stop?.aborted !== true;) {
      const gone = await store.transaction({ role: 'worker' }, (tx) =>
        forgetLog(tx, place, days ?? 0, ROWS),
      );
      counts[place] += gone;
      more = gone >= ROWS;
    }
  }
  return counts as Forgotten;
}

/** Looks every hour for what is kept no longer. */
export function startForgetting(store: Store, reference: ReferenceCache): Repeating {
  const forget = async (stop: AbortSignal): Promise<void> => {
    const counts = await forgetDue(store, reference, stop);
    const told = Object.entries(counts).flatMap(([place, n]) => (n > 0 ? [`${n} ${place}`] : []));
    if (told.length > 0) log.log(`kept no longer: ${told.join(', ')}`);
  };
  return repeat({
    everyMs: EVERY_MS,
    patienceMs: PATIENCE_MS,
    work: forget,
    failed: (error) => {
      troubles('forget', `what is kept too long could not go: ${errorWords(error)}`);
    },
  });
}
