import { describe, expect, it } from '@jest/globals';
import { type ConsumerName } from '#libs/contracts';
import { type Delivered } from '#libs/store';
import { callsOf } from './calls.js';

const NOW = new Date('2026-03-02T02:00:00Z');

function delivered(consumer: ConsumerName, reportId: string, version: number): Delivered {
  const event = { version, kind: 'words', from: 'received', to: 'received', at: NOW } as const;
  return {
    consumer,
    eventId: `${reportId}-${version}`,
    reportId,
    at: NOW,
    event: { ...event, actor: { role: 'system', personCode: null, unitCodes: [] }, data: {} },
  };
}

const told = (all: readonly Delivered[]): string[][] =>
  callsOf(all).map((call) =>
    call.map(({ consumer, reportId, event }) => `${consumer} ${reportId}${event.version}`),
  );

describe('what was delivered together', () => {
  it('goes to each handler in one call', () => {
    expect(
      told([
        delivered('route', 'a', 1),
        delivered('settle_parent', 'b', 4),
        delivered('route', 'c', 1),
      ]),
    ).toEqual([['route a1', 'route c1'], ['settle_parent b4']]);
  });

  it('holds a report once in a call, in the order of its history', () => {
    expect(
      told([
        delivered('settle_parent', 'a', 9),
        delivered('settle_parent', 'a', 4),
        delivered('route', 'a', 1),
        delivered('settle_parent', 'b', 5),
      ]),
    ).toEqual([['route a1'], ['settle_parent b5'], ['settle_parent a4'], ['settle_parent a9']]);
  });

  it('is no call where nothing was', () => {
    expect(told([])).toEqual([]);
  });
});
