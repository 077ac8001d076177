import { type Act, type Actor, REPORTER } from '#libs/domain';
import { FILING_FIELDS, actStage, filingBodyOf, filingOf, receiveBatch } from '#libs/pipeline';
import { type Reference, type ReferenceCache, type Store } from '#libs/store';
import { newKey, pick, reportBody } from './parts.js';
import { BENCH_SECRET } from './variants.js';

const OPERATOR: Actor = { role: 'operator', personCode: 'op-1', unitCodes: [] };

/** Enterprises that have staff, as the demo has them. */
function staffOf({ people }: Reference): readonly Actor[] {
  return [...people.values()].flatMap(({ code, role, unitCode }) =>
    role === 'unit_staff' && unitCode !== null
      ? [{ role, personCode: code, unitCodes: [unitCode] }]
      : [],
  );
}

/** Files reports through the intake's stage. @returns their codes */
async function filed(
  store: Store,
  reference: Reference,
  many: number,
  next: () => number,
): Promise<readonly string[]> {
  const filings = Array.from({ length: many }, () => {
    const door = {
      actor: REPORTER,
      channel: 'web',
      client: 'bench',
      secret: BENCH_SECRET,
    } as const;
    const body = filingBodyOf(reportBody(next));
    return filingOf(body, { ...door, idempotencyKey: newKey() }, reference, FILING_FIELDS);
  });
  const outcomes = await store.transaction({ role: 'intake' }, (tx) =>
    receiveBatch(tx, reference, filings),
  );
  return outcomes.map((outcome) => {
    if (outcome instanceof Error) throw outcome;
    return outcome.code;
  });
}

/**
 * Lives of reports through the stages: filed, assigned, taken, resolved; an act a transaction.
 * @returns milliseconds that the stages took
 */
export async function live(
  store: Store,
  reference: ReferenceCache,
  many: number,
  next: () => number,
): Promise<number> {
  const snapshot = await reference.get();
  const begun = performance.now();
  const codes = await filed(store, snapshot, many, next);
  const act = (code: string, actor: Actor, one: Parameters<typeof actStage>[2]['act']) =>
    store.transaction({ role: 'worker' }, (tx) =>
      actStage(tx, snapshot, { code, actor, act: one }),
    );
  for (const code of codes) {
    const staff = pick(staffOf(snapshot), next);
    const [unitCode = ''] = staff.unitCodes;
    await act(code, OPERATOR, { action: 'assign', unitCode, words: 'x' });
    await act(code, staff, { action: 'take', personCode: staff.personCode ?? '' });
    await act(code, staff, { action: 'resolve', text: 'đã xử lý', photos: [] } satisfies Act);
  }
  return performance.now() - begun;
}
