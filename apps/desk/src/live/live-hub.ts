import { Problem } from '#libs/contracts';
import {
  ReferenceCache,
  SHORT_MS,
  Store,
  type Tx,
  aliveSessions,
  eventIdsAfter,
  liveEvents,
  presences,
} from '#libs/store';
import { errorWords } from '#libs/watch';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { instantOfId, placeBefore } from './event-place.js';
import { type LiveStream } from './live-stream.js';

const LOOK_EVERY_MS = 1_000;
const BEAT_EVERY_MS = 15_000;
/** Between an id and its commit lies one statement, which may take no longer; clocks differ by less. */
const BACK_MS = 30_000;
/** Whoever was away for longer reads everything anew. */
const RESUMED_MS = 5 * 60_000;
/** So many events at once are no news but a flood: everybody reads anew. */
const MOST_EVENTS = 500;
const STREAMS_OF_ONE = 3;

/**
 * All open streams of a process, and one look a second at what was committed anywhere, for all of them
 * together. Where nobody listens, nobody looks.
 */
@Injectable()
export class LiveHub implements OnModuleDestroy {
  private readonly log = new Logger('Live');
  private readonly streams = new Set<LiveStream>();
  private seen: ReadonlySet<string> = new Set();
  /** While somebody listens: that the first look was taken. */
  private begun: Promise<void> | null = null;
  private lookedAt = 0;
  private beatenAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private closed = false;

  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
  ) {}

  /**
   * Makes room for one more connection.
   * @throws Problem `too_many_streams`, `unavailable` where this process is ending
   */
  demandRoom(owner: string): void {
    if (this.closed) throw new Problem('unavailable', 'this process is ending');
    const own = [...this.streams].filter((stream) => stream.owner === owner).length;
    if (own >= STREAMS_OF_ONE) throw new Problem('too_many_streams', `${STREAMS_OF_ONE}`);
  }

  /**
   * Takes a stream in, for which there is room, and tells it what it missed.
   * @param lastId of the last event that it was told before it was lost; undefined: it is new
   */
  async join(stream: LiveStream, lastId: string | undefined): Promise<void> {
    this.streams.add(stream);
    await (this.begun ??= this.begin());
    this.schedule();
    stream.send('ready', {});
    if (lastId === undefined || lastId === '') return;
    const from = instantOfId(lastId);
    if (from === null || Date.now() - from > RESUMED_MS) stream.send('reset', {});
    else await this.work((tx) => this.catchUp(tx, stream, from));
  }

  /** Forgets a stream that was closed. */
  leave(stream: LiveStream): void {
    this.streams.delete(stream);
    if (this.streams.size > 0) return;
    this.begun = null;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Ends every stream, so that the server can close. */
  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    for (const stream of this.streams) stream.end();
    this.streams.clear();
    clearTimeout(this.timer);
    await this.looking;
  }

  private work<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.store.transaction({ role: 'worker', withinMs: SHORT_MS }, work);
  }

  /** Whatever is committed by now is no news to whoever reads it after `ready`. */
  private async begin(): Promise<void> {
    const place = placeBefore(Date.now() - BACK_MS);
    this.seen = new Set(await this.work((tx) => eventIdsAfter(tx, place)));
    this.lookedAt = Date.now();
    this.beatenAt = Date.now();
  }

  /** Events of the time about an instant may be told twice: their versions say so. */
  private async catchUp(tx: Tx, stream: LiveStream, from: number): Promise<void> {
    const ids = await eventIdsAfter(tx, placeBefore(from - BACK_MS));
    if (ids.length > MOST_EVENTS) stream.send('reset', {});
    else stream.tell(await liveEvents(tx, ids));
  }

  private schedule(): void {
    if (this.timer || this.looking || this.closed) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.looking = this.lookAndGoOn();
    }, LOOK_EVERY_MS);
  }

  private async lookAndGoOn(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      // What was committed meanwhile is found by the next look, or everybody reads anew.
      this.log.warn(`live updates wait for the database: ${errorWords(error)}`);
    }
    this.looking = null;
    if (this.streams.size > 0) this.schedule();
  }

  private async look(): Promise<void> {
    this.beatIfDue();
    await this.endEnded();
    const reference = await this.reference.get();
    const all = await this.work(async (tx) => {
      await this.tellEvents(tx);
      return presences(tx, null);
    });
    for (const stream of this.streams) stream.tellPresence(all, reference);
  }

  private beatIfDue(): void {
    if (Date.now() - this.beatenAt < BEAT_EVERY_MS) return;
    this.beatenAt = Date.now();
    for (const stream of this.streams) stream.beat();
  }

  private async endEnded(): Promise<void> {
    const ids = [...this.streams].flatMap(({ sessionId }) => sessionId ?? []);
    if (ids.length === 0) return;
    const alive = await aliveSessions(this.store, [...new Set(ids)]);
    for (const stream of this.streams) {
      if (stream.sessionId !== null && !alive.has(stream.sessionId)) stream.end();
    }
  }

  private async tellEvents(tx: Tx): Promise<void> {
    const now = Date.now();
    const ids = await eventIdsAfter(tx, placeBefore(now - BACK_MS));
    const fresh = ids.filter((id) => !this.seen.has(id));
    const missed = now - this.lookedAt > BACK_MS / 2;
    this.seen = new Set(ids);
    this.lookedAt = now;
    if (missed || fresh.length > MOST_EVENTS) {
      for (const stream of this.streams) stream.send('reset', {});
      return;
    }
    if (fresh.length === 0) return;
    // One question for all; who sees what is worked out here, and not asked for each of them.
    const events = await liveEvents(tx, fresh);
    for (const stream of this.streams) stream.tell(events);
  }
}
