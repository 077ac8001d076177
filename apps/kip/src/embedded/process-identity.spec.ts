import { describe, expect, it } from '@jest/globals';
import { identify, isAlive, isSame, parseProcStat } from './process-identity.js';

const rest = (state: string, started: string) =>
  [state, ...Array.from({ length: 18 }, (_, index) => String(index)), started, '0'].join(' ');

describe('which run of a process it is', () => {
  it('reads command, state and start mark', () => {
    expect(parseProcStat(`12 (postgres) ${rest('S', '987654')}`)).toEqual({
      command: 'postgres',
      state: 'S',
      started: '987654',
    });
  });

  it('is not misled by a command with blanks and parentheses', () => {
    expect(parseProcStat(`12 (a) b (c)) ${rest('Z', '5')}`)).toEqual({
      command: 'a) b (c)',
      state: 'Z',
      started: '5',
    });
  });

  it.each(['', '12 postgres S', '12 (postgres) S 1 2'])('reads nothing from %j', (text) => {
    expect(parseProcStat(text)).toBeUndefined();
  });

  it('knows this process as alive, and a later one with the same id as another', () => {
    const self = identify(process.pid);
    expect(self?.pid).toBe(process.pid);
    expect(self !== undefined && isAlive(self)).toBe(true);
    expect(isAlive({ pid: process.pid, started: 'before' })).toBe(false);
    expect(self !== undefined && isSame(self, { pid: process.pid, started: 'before' })).toBe(false);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 30])('finds nobody under the id %p', (pid) => {
    expect(identify(pid)).toBeUndefined();
  });
});
