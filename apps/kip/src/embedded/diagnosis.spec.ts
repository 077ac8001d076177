import { describe, expect, it } from '@jest/globals';
import { diagnose, failureError } from './diagnosis.js';

const stamp = '2026-11-24 00:13:57.877 UTC [4033] ';

describe('why Postgres did not start', () => {
  it.each([
    ['port', 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use'],
    ['port', 'FATAL:  could not create any TCP/IP sockets'],
    ['disk-full', 'FATAL:  could not write lock file "postmaster.pid": No space left on device'],
    [
      'disk-full',
      'FATAL:  could not extend file: wrote only 4096 bytes\nHINT:  Check free disk space.',
    ],
    ['still-in-use', 'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use'],
    ['still-in-use', 'FATAL:  lock file "postmaster.pid" already exists'],
    ['version', 'FATAL:  database files are incompatible with server'],
    ['locale', 'initdb: error: invalid locale name "C.UTF-8"'],
    ['memory', 'FATAL:  could not map anonymous shared memory: Cannot allocate memory'],
    ['rights', 'FATAL:  data directory "/data/pg" has wrong ownership'],
    ['unknown', 'FATAL:  unrecognized configuration parameter "colour"'],
  ] as const)('finds %s in the log', (failure, line) => {
    expect(diagnose(`${stamp}LOG:  starting PostgreSQL 18.4\n${stamp}${line}\n`)).toBe(failure);
  });

  it('calls a full disk by its name even when the port line comes with it', () => {
    const log = 'could not bind: x\nNo space left on device';
    expect(diagnose(log)).toBe('disk-full');
  });

  it('gives the first complaint of the log and what is around it, the folder and a remedy', () => {
    const log = 'one\n\ntwo\ninitdb: error: no idea\nremoving it\nfive\n';
    const error = failureError('initdb', log, '/data/pg');
    expect(error.code).toBe('INIT_FAILED');
    expect(error.message).toContain('/data/pg: two | initdb: error: no idea | removing it.');
    expect(error.message.endsWith(error.remedy)).toBe(true);
  });

  it('gives the last words when nothing in the log complains', () => {
    const error = failureError('postgres', 'one\ntwo\n\nthree\nfour\n', '/data/pg');
    expect(error.message).toContain('/data/pg: two | three | four.');
  });

  it('says so when the program said nothing', () => {
    expect(failureError('postgres', '\n', '/data/pg').message).toContain('it said nothing');
  });
});
