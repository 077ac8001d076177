import { describe, expect, it } from '@jest/globals';
import { parsePostmasterFile } from './postmaster-file.js';

const lines = ['4242', '/data/pg', '1795478400', '54321', '', '127.0.0.1', '  123  4', 'ready   '];

describe('what a server writes about itself', () => {
  it('tells process, port and readiness of a server that takes connections', () => {
    expect(parsePostmasterFile(`${lines.join('\n')}\n`)).toEqual({
      pid: 4242,
      port: 54321,
      ready: true,
    });
  });

  it.each(['starting', 'stopping', 'standby '])(
    'does not call a server ready that is %s',
    (state) => {
      const text = [...lines.slice(0, 7), state].join('\n');
      expect(parsePostmasterFile(text)).toEqual({ pid: 4242, port: 54321, ready: false });
    },
  );

  it('knows the process though the file is not written to its end yet', () => {
    expect(parsePostmasterFile(lines.slice(0, 3).join('\n'))).toEqual({
      pid: 4242,
      port: undefined,
      ready: false,
    });
  });

  it('sees that a stand-alone backend takes no connections', () => {
    expect(parsePostmasterFile(['-77', ...lines.slice(1)].join('\n'))).toEqual({
      pid: 77,
      port: undefined,
      ready: false,
    });
  });

  it.each(['', '\n', 'kip', '0\n', '1.5\n'])('finds no server in %j', (text) => {
    expect(parsePostmasterFile(text)).toBeUndefined();
  });
});
