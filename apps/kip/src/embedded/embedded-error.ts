/** What can go wrong with the embedded server; the code is stable, so that texts can be chosen by it. */
export type EmbeddedErrorCode =
  | 'PLATFORM_UNSUPPORTED'
  | 'BINARIES_MISSING'
  | 'BINARIES_INCOMPLETE'
  | 'BINARIES_UNUSABLE'
  | 'SERVER_ACCOUNT'
  | 'NOT_WRITABLE'
  | 'NOT_REACHABLE'
  | 'DISK_FULL'
  | 'DATA_MISSING'
  | 'WRONG_VERSION'
  | 'PORT_INVALID'
  | 'PORT_UNAVAILABLE'
  | 'SECRET_UNUSABLE'
  | 'LOCKED'
  | 'NOT_DURABLE'
  | 'NOT_ANSWERING'
  | 'INIT_FAILED'
  | 'START_FAILED'
  | 'STOP_FAILED'
  | 'DATABASE_EXISTS'
  | 'DATABASE_MISSING'
  | 'DATABASE_BUSY'
  | 'DATABASE_REFUSED';

/** A failure of the embedded server: `code` for programs, `message` = what happened, then the remedy. */
export class EmbeddedServerError extends Error {
  readonly code: EmbeddedErrorCode;
  readonly remedy: string;

  constructor(code: EmbeddedErrorCode, what: string, remedy: string, cause?: unknown) {
    super(`${what} ${remedy}`, cause === undefined ? undefined : { cause });
    this.name = 'EmbeddedServerError';
    this.code = code;
    this.remedy = remedy;
  }
}

/** The system's code of a thrown value (`ENOENT`, `EACCES`, an SQLSTATE, …), or undefined. */
export function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** The text of a thrown value, for use inside another message. */
export function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/**
 * Turns a failure of the file system into an error that names the place and the remedy.
 *
 * @param thrown what was caught; an EmbeddedServerError comes back unchanged
 * @param doing what was tried, e.g. `write the secret`
 * @param path the file or folder concerned
 */
export function fileError(thrown: unknown, doing: string, path: string): EmbeddedServerError {
  if (thrown instanceof EmbeddedServerError) return thrown;
  const code = codeOf(thrown);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new EmbeddedServerError(
      'DISK_FULL',
      `Could not ${doing}: no space left for ${path}.`,
      'Free space on that disk (or raise the quota) and start again; nothing stored so far is lost.',
      thrown,
    );
  }
  if (code === 'EROFS') {
    return new EmbeddedServerError(
      'NOT_WRITABLE',
      `Could not ${doing}: ${path} is on a read-only file system.`,
      'Choose a folder on a disk that can be written.',
      thrown,
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new EmbeddedServerError(
      'NOT_WRITABLE',
      `Could not ${doing}: this user has no right to ${path}.`,
      'Start as the user who owns that folder, give it to this user with chown, or choose another folder.',
      thrown,
    );
  }
  return new EmbeddedServerError(
    'NOT_WRITABLE',
    `Could not ${doing} at ${path}: ${textOf(thrown)}.`,
    'Check that the path is a folder that this user can write.',
    thrown,
  );
}
