import { type Delivered } from '#libs/store';

/**
 * In which calls the handlers get what was delivered together: of one consumer each, and of a report
 * at most one delivery in a call, in the order of its history. A later call loads what an earlier
 * one of the same transaction has saved; within one call a report's version would be behind.
 */
export function callsOf(delivered: readonly Delivered[]): readonly (readonly Delivered[])[] {
  const seen = new Map<string, number>();
  const rounds: Map<string, Delivered[]>[] = [];
  for (const one of [...delivered].sort((a, b) => a.event.version - b.event.version)) {
    const number = seen.get(one.reportId) ?? 0;
    seen.set(one.reportId, number + 1);
    const round = (rounds[number] ??= new Map<string, Delivered[]>());
    const call = round.get(one.consumer);
    if (call) call.push(one);
    else round.set(one.consumer, [one]);
  }
  return rounds.flatMap((round) => [...round.values()]);
}
