import { Problem } from '#libs/contracts';
import { contentOf, refusedContent } from './content.js';
import { ChildEnded, CleanerChild } from './cleaner-child.js';
import {
  type CleanImage,
  type CleanRefusal,
  type CleanReply,
  type CleanRequest,
  type PhotoArea,
} from './protocol.js';

/** A photo that was made anew. */
export interface Cleaned extends CleanImage {
  /** Bytes of memory that its process has held at most so far. */
  readonly peakMemory: number;
}

/** Two, so that one large photo holds nobody up; each is started when it is first needed. */
const CHILDREN = 2;
const WITHIN_MS = 15_000;
const MOST_WAITING = 16;

const PROBLEM_OF: Readonly<Record<CleanRefusal, 'photo_unusable' | 'photo_too_many_pixels'>> = {
  unreadable: 'photo_unusable',
  too_many_pixels: 'photo_too_many_pixels',
};

/** Where one cleaning process works. */
interface Slot {
  child: CleanerChild | null;
  busy: boolean;
}

/**
 * Cleans images in processes of their own, which hold nothing but the image: a decoder that is
 * overcome there finds no secret, and one that hangs or swells is ended and replaced.
 */
export class Cleaner {
  private readonly slots: readonly Slot[] = Array.from({ length: CHILDREN }, () => ({
    child: null,
    busy: false,
  }));
  private readonly waiting: ((slot: Slot) => void)[] = [];

  /** @param withinMs so long one image may take */
  constructor(private readonly withinMs = WITHIN_MS) {}

  /** Images that are being cleaned at this moment. */
  get underWay(): number {
    return this.slots.filter(({ busy }) => busy).length;
  }

  /** The processes that stand by or work. */
  get pids(): readonly number[] {
    return this.slots.flatMap(({ child }) => (child?.fit ? [child.pid] : []));
  }

  /**
   * Makes a photo and its thumbnail anew from what was sent.
   * @throws Problem `photo_type_refused`, `photo_unusable`, `photo_too_many_pixels`;
   * `photo_interrupted` where its process ended or took too long, `unavailable` where too many wait
   */
  async clean(bytes: Uint8Array): Promise<Cleaned> {
    const content = contentOf(bytes);
    if (content === null) throw new Problem('photo_type_refused', refusedContent(bytes));
    const reply = await this.ask({ content, bytes });
    switch (reply.outcome) {
      case 'cleaned':
        return reply;
      case 'refused':
        throw new Problem(PROBLEM_OF[reply.why], reply.detail);
    }
  }

  /**
   * Makes a photo that was cleaned before anew, with areas made unrecognisable.
   * @param areas within the photo
   * @throws Problem as `clean`
   */
  async redact(photo: Uint8Array, areas: readonly PhotoArea[]): Promise<Cleaned> {
    const reply = await this.ask({ content: 'jpeg', bytes: photo, areas });
    if (reply.outcome === 'cleaned') return reply;
    throw new Problem(PROBLEM_OF[reply.why], reply.detail);
  }

  /** Ends the processes; who still waits for one is refused. */
  close(): void {
    for (const { child } of this.slots) child?.end();
  }

  private async ask(request: CleanRequest): Promise<CleanReply> {
    const slot = await this.slot();
    try {
      if (slot.child?.fit !== true) {
        slot.child?.end();
        slot.child = new CleanerChild();
      }
      return await slot.child.ask(request, this.withinMs);
    } catch (error) {
      slot.child?.end();
      slot.child = null;
      throw problemOf(error);
    } finally {
      const next = this.waiting.shift();
      if (next) next(slot);
      else slot.busy = false;
    }
  }

  private async slot(): Promise<Slot> {
    const free = this.slots.find(({ busy }) => !busy);
    if (free) {
      free.busy = true;
      return free;
    }
    if (this.waiting.length >= MOST_WAITING) {
      throw new Problem('unavailable', `${MOST_WAITING} photos wait to be cleaned`);
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

/** The same image would take as much memory again; whatever else ended the process may be over. */
function problemOf(error: unknown): unknown {
  if (!(error instanceof ChildEnded)) return error;
  switch (error.why) {
    case 'memory':
      return new Problem('photo_unusable', 'it takes too much memory', [], error);
    case 'time':
    case 'ended':
      return new Problem('photo_interrupted', error.message, [], error);
  }
}
