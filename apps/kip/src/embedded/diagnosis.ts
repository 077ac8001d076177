import { EmbeddedServerError } from './embedded-error.js';

/** Why a Postgres program ended, as far as its log tells. */
export type Failure =
  'port' | 'disk-full' | 'still-in-use' | 'locale' | 'version' | 'rights' | 'memory' | 'unknown';

const SIGNS: readonly (readonly [Failure, RegExp])[] = [
  // A write that was cut short names no cause but the hint.
  ['disk-full', /No space left on device|Disk quota exceeded|Check free disk space/],
  ['port', /could not (bind|create any TCP\/IP sockets)|could not create listen socket/],
  ['still-in-use', /pre-existing shared memory block|lock file "postmaster\.pid" already exists/],
  ['version', /database files are incompatible with server/],
  ['locale', /invalid locale name|locale is incompatible|is not recognized by setlocale/],
  ['memory', /could not (map anonymous|create|allocate|resize) shared memory|out of memory/i],
  ['rights', /Permission denied|Operation not permitted|Read-only file system|wrong ownership/],
];

/** Reads the cause out of what `postgres` or `initdb` wrote (messages in the C locale, English). */
export function diagnose(log: string): Failure {
  return SIGNS.find(([, sign]) => sign.test(log))?.[0] ?? 'unknown';
}

/** The lines that tell something, for an error's message: around the first complaint, else the last. */
function gist(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const complaint = lines.findIndex((line) => /FATAL:|PANIC:|ERROR:|error:/.test(line));
  const telling =
    complaint < 0 ? lines.slice(-3) : lines.slice(Math.max(0, complaint - 1)).slice(0, 3);
  return telling.join(' | ') || 'it said nothing';
}

/**
 * The error for a Postgres program that failed.
 *
 * @param program what failed: preparing the data folder, or starting the server
 * @param log what the program wrote
 * @param dataDir the data folder, named in the message
 */
export function failureError(
  program: 'initdb' | 'postgres',
  log: string,
  dataDir: string,
): EmbeddedServerError {
  const general = program === 'initdb' ? 'INIT_FAILED' : 'START_FAILED';
  const what = `${program} failed on ${dataDir}: ${gist(log)}.`;
  const failure = diagnose(log);
  switch (failure) {
    case 'disk-full':
      return new EmbeddedServerError('DISK_FULL', what, 'Free space on that disk and start again.');
    case 'port':
      return new EmbeddedServerError('PORT_UNAVAILABLE', what, 'Give another port, or none.');
    case 'still-in-use':
      return new EmbeddedServerError(
        general,
        what,
        'Processes of an earlier server still use this folder: wait until they have ended, or end them.',
      );
    case 'version':
      return new EmbeddedServerError(
        'WRONG_VERSION',
        what,
        'Start the version of kip that made it.',
      );
    case 'locale':
      return new EmbeddedServerError(
        general,
        what,
        'The locale C.UTF-8 is missing on this system: install it and start again.',
      );
    case 'memory':
      return new EmbeddedServerError(general, what, 'Give this machine or container more memory.');
    case 'rights':
      return new EmbeddedServerError(
        'NOT_WRITABLE',
        what,
        'The user of the server must own the data folder and be able to write it.',
      );
    case 'unknown':
      return new EmbeddedServerError(
        general,
        what,
        program === 'initdb'
          ? 'Remove that cause and start again; the half-made folder is cleared away.'
          : 'More is in pg.log in the same home folder.',
      );
  }
}
