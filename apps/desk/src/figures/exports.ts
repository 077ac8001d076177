import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { type FiguresExportQuery } from '#libs/dto';
import { csvOfReports } from '#libs/documents';
import { exportDrill } from '#libs/figures';
import { Injectable, Logger } from '@nestjs/common';
import { DeskWork } from '../desk-work.js';

/** Each has a connection to the database for as long as its client takes. */
const MOST_AT_ONCE = 4;
/** A client that takes nothing for so long is given up. */
const PATIENCE_MS = 60_000;

/** Whoever took it wants no more of it. */
class Unwanted extends Error {}

/** Large answers that are written while they are read. */
@Injectable()
export class Exports {
  private readonly log = new Logger('Exports');
  private running = 0;

  constructor(private readonly work: DeskWork) {}

  /**
   * The reports behind a figure, as CSV, within what the person sees. It is read from a cursor no faster than it
   * is taken; when whoever takes it goes away, the cursor ends.
   *
   * @throws Problem `too_many_exports`; whatever the question is refused with
   */
  async reports(person: DeskPerson, query: FiguresExportQuery): Promise<Readable> {
    if (this.running >= MOST_AT_ONCE) throw new Problem('too_many_exports', `${MOST_AT_ONCE}`);
    this.running += 1;
    const stream = new PassThrough();
    // Whoever sends it listens too, once there is anybody.
    stream.on('error', () => undefined);
    // The answer begins with the first piece: what is refused is refused before it.
    let began: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      began = resolve;
    });
    const written = this.work
      .atLength(person, PATIENCE_MS, async (tx, reference) => {
        const rows = exportDrill(tx, reference, query);
        for await (const piece of csvOfReports(rows, reference, query.language)) {
          began();
          await put(stream, piece);
        }
      })
      .finally(() => {
        this.running -= 1;
      });
    const ended = written.then(
      () => stream.end(),
      (error: unknown) => {
        if (!(error instanceof Unwanted)) this.failed(error);
        stream.destroy(error instanceof Error ? error : new Error(String(error)));
      },
    );
    await Promise.race([first, written]);
    void ended;
    return stream;
  }

  private failed(error: unknown): void {
    if (error instanceof Problem) return;
    this.log.warn(`an export broke off: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}

/** Hands a piece on, and waits until there is room for the next. @throws Unwanted where nobody takes it any more */
async function put(stream: PassThrough, piece: string): Promise<void> {
  if (stream.destroyed) throw new Unwanted();
  if (stream.write(piece)) return;
  const gone = new AbortController();
  const closed = once(stream, 'close', { signal: gone.signal }).then(
    () => true,
    () => false,
  );
  const late = setTimeout(() => stream.destroy(), PATIENCE_MS);
  try {
    const drained = once(stream, 'drain', { signal: gone.signal }).then(
      () => true,
      () => false,
    );
    await Promise.race([closed, drained]);
  } finally {
    clearTimeout(late);
    gone.abort();
  }
  if (stream.destroyed) throw new Unwanted();
}
