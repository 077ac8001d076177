import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A report whose sender was told that it is stored. */
export interface Acknowledged {
  readonly key: string;
  readonly code: string;
}

/** What senders were told, on disk before anything else happens: the client's own memory. */
export class Ledger {
  private readonly file: number;
  private lines = 0;

  constructor(private readonly name: string) {
    this.file = openSync(name, 'wx', 0o600);
  }

  get length(): number {
    return this.lines;
  }

  note(acknowledged: Acknowledged): void {
    writeSync(this.file, `${JSON.stringify(acknowledged)}\n`);
    fdatasyncSync(this.file);
    this.lines += 1;
  }

  /** Everything noted, as it stands on the disk. */
  read(): readonly Acknowledged[] {
    return readFileSync(this.name, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Acknowledged);
  }

  close(): void {
    closeSync(this.file);
  }
}
