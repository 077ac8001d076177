/** A backup or a restore that was refused or failed: what it was, and what to do. */
export class BackupError extends Error {
  /**
   * @param refused the command or what it was given is wrong; else it could not be done
   */
  constructor(
    message: string,
    readonly refused: boolean,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'BackupError';
  }
}

/** What the system says of a file, with the remedy. */
export function fileFault(doing: string, file: string, error: unknown): BackupError {
  const why = error instanceof Error ? error.message : String(error);
  const remedy = 'see that the disk has room and that this user may use the folder';
  return new BackupError(`could not ${doing} ${file} (${why}): ${remedy}`, false, error);
}
