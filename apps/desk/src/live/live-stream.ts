import { type DeskPerson } from '#libs/access';
import { endsOffer, seesCase } from '#libs/domain';
import { type LiveEvent, type Presence, type Reference } from '#libs/store';
import { type LiveMessages } from './live.dto.js';
import { othersLooking } from './presence.js';

/** Where a stream is written to: what of an HTTP answer it takes. */
export interface Wire {
  write(text: string): boolean;
  end(): void;
  readonly writableLength: number;
}

/** Whoever reads so slowly is cut off, and reads anew when they are back. */
const MOST_WAITING_BYTES = 256 * 1024;

/** One open connection: whose it is, and what of all that happens it is told. */
export class LiveStream {
  /** Of each case that the person has open, the others as they were last told. */
  private told = new Map<string, string>();
  private ended = false;

  constructor(
    /** Whose connections are counted together: a session's, or a person's where there is none. */
    readonly owner: string,
    /** Null where signing in is off. */
    readonly sessionId: string | null,
    private readonly person: DeskPerson,
    private readonly wire: Wire,
  ) {}

  /** Sends a message; an id is where a lost connection goes on. */
  send<Name extends keyof LiveMessages>(name: Name, data: LiveMessages[Name], id?: string): void {
    const lines = [`event: ${name}`, `data: ${JSON.stringify(data)}`];
    this.write(`${id === undefined ? '' : `id: ${id}\n`}${lines.join('\n')}\n\n`);
  }

  /** A comment, so that nothing in between takes the connection for dead. */
  beat(): void {
    this.write(':\n\n');
  }

  /** Tells of the events whose cases the person sees, and of offers that they saw until such an event. */
  tell(events: readonly LiveEvent[]): void {
    const { scope } = this.person;
    for (const event of events) {
      const { id, code, version, kind, at } = event;
      if (seesCase(scope, event)) this.send('case', { report: code, version, kind, at }, id);
      else if (endsOffer(kind) && seesCase(scope, { ...event, state: 'offered' })) {
        this.send('gone', { report: code }, id);
      }
    }
  }

  /** Tells who else looks at what the person has open, where that has changed. */
  tellPresence(all: readonly Presence[], reference: Reference): void {
    const open = all.filter(({ person }) => person === this.person.code);
    const now = new Map<string, string>();
    for (const { reportCode: report } of open) {
      const others = othersLooking(this.person, report, all, reference);
      const words = JSON.stringify(others);
      if ((this.told.get(report) ?? '[]') !== words) this.send('presence', { report, others });
      now.set(report, words);
    }
    this.told = now;
  }

  /** Ends it; what would be sent from now on is not. */
  end(): void {
    this.ended = true;
    this.wire.end();
  }

  private write(text: string): void {
    if (this.ended) return;
    if (this.wire.writableLength > MOST_WAITING_BYTES) this.end();
    else this.wire.write(text);
  }
}
