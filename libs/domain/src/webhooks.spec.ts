import { describe, expect, it } from '@jest/globals';
import { type EventInSight, isToldToHook, verdictOf } from './webhooks.js';

describe('a try of a webhook', () => {
  it('is followed by others for three days, ten in all', () => {
    const waits: number[] = [];
    for (let tries = 1; tries < 20; tries += 1) {
      const verdict = verdictOf({ status: 500 }, tries);
      if (verdict.kind !== 'again') {
        expect({ verdict, tries }).toEqual({ verdict: { kind: 'failed' }, tries: 10 });
        break;
      }
      waits.push(verdict.afterSeconds);
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    const days = waits.reduce((sum, wait) => sum + wait, 0) / 86_400;
    expect(days).toBeGreaterThan(2.9);
    expect(days).toBeLessThan(3.1);
  });

  it('is success for 2xx alone, and the end of all for 410', () => {
    const kinds = [200, 204, 299, 301, 400, 404, 410, 429, 503, null].map(
      (status) => `${status} ${verdictOf({ status }, 1).kind}`,
    );
    expect(kinds.join(', ')).toBe(
      '200 sent, 204 sent, 299 sent, 301 again, 400 again, 404 again, 410 gone, 429 again, 503 again, null again',
    );
  });
});

describe('a webhook', () => {
  const everything = { streams: ['*'], areas: ['*'], units: ['*'], networks: ['*'] };
  const event: EventInSight = {
    ...{ kind: 'resolve', state: 'resolved', streamCode: 'field', areaCode: '19753' },
    ...{ networkCode: null, unitCodes: ['viettel', 'vnpt'], legUnitCode: null },
  };

  it('is told of its kinds, of cases in its sight, and of its own units’ legs', () => {
    expect(isToldToHook(everything, ['resolve'], event)).toBe(true);
    expect(isToldToHook(everything, ['close'], event)).toBe(false);
    expect(isToldToHook({ ...everything, areas: ['19774'] }, ['resolve'], event)).toBe(false);
    const viettel = { ...everything, units: ['viettel'], networks: [] };
    const warned: EventInSight = { ...event, kind: 'warning', legUnitCode: 'vnpt' };
    expect(isToldToHook(viettel, ['resolve'], event)).toBe(true);
    expect(isToldToHook(viettel, ['warning'], warned)).toBe(false);
    expect(isToldToHook(viettel, ['warning'], { ...warned, legUnitCode: 'viettel' })).toBe(true);
    expect(isToldToHook(everything, ['warning'], warned)).toBe(true);
  });
});
