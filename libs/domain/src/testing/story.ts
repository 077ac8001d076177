import { type Act, type Actor, REPORTER, ROUTER, SYSTEM } from '../acts.js';
import { addPhotos, addWords } from '../additions.js';
import { fallDue } from '../agenda.js';
import { type HistoryEvent } from '../history.js';
import {
  type NewReport,
  type Performed,
  absorb,
  childEnded,
  perform,
  rate,
  receive,
} from '../lifecycle.js';
import { type LegClass, type ReportClass, classOfLeg, classOfReport } from '../outcome.js';
import { type Moderation, moderatePhoto } from '../photos.js';
import { type Rulebook } from '../policy.js';
import { Refusal } from '../refusal.js';
import { type Leg, type RatingValue, type Report, currentCycle } from '../report.js';
import { hue, rulebook } from './rulebook.js';

/** An instant by Huế's clock: `2026-03-02T10:00`, seconds and milliseconds if they matter. */
export function local(text: string): Date {
  const [date = '', time = ''] = text.split('T');
  return hue.at(date, time);
}

/** An instant as Huế's clock shows it, to the minute: `2026-03-02T10:00`; null stays null. */
export function shown(instant: Date | null): string | null {
  return instant && `${hue.localDate(instant)}T${hue.localTime(instant).slice(0, 5)}`;
}

export const operator: Actor = { role: 'operator', personCode: 'lan', unitCodes: [] };
export const supervisor: Actor = { role: 'supervisor', personCode: 'minh', unitCodes: [] };
export const moderator: Actor = { role: 'moderator', personCode: 'hoa', unitCodes: [] };
export const admin: Actor = { role: 'admin', personCode: 'tuan', unitCodes: [] };
export { REPORTER as reporter, ROUTER as router, SYSTEM as system };

/** Somebody who works for a unit, and for those below it. */
export function staff(...unitCodes: string[]): Actor {
  return { role: 'unit_staff', personCode: `staff-${unitCodes.join('-')}`, unitCodes };
}

/** Runs what must be refused and hands back the refusal; anything else fails the test. */
export function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('expected a refusal, but the act was carried out');
}

let ids = 0;
/** Ids in the order in which they are asked for; only their difference matters. */
export function newId(): string {
  ids += 1;
  return `id-${ids}`;
}

/** One report's life as a test tells it. Each step gives the next story and leaves this one as it was. */
export class Story {
  constructor(
    readonly report: Report,
    readonly events: readonly HistoryEvent[],
    readonly book: Rulebook,
  ) {}

  /** Goes on under other reference data. */
  under(book: Rulebook): Story {
    return new Story(this.report, this.events, book);
  }

  /** One act at an instant of Huế's clock. */
  on(at: string | Date, actor: Actor, act: Act): Story {
    return this.#next(at, actor, (context) => perform(this.report, act, context));
  }

  /** The deadline worker's tick. */
  tick(at: string | Date): Story {
    return this.#next(at, SYSTEM, (context) => fallDue(this.report, context));
  }

  rate(at: string | Date, rating: RatingValue): Story {
    return this.#next(at, REPORTER, (context) => rate(this.report, rating, context));
  }

  words(at: string | Date, text = 'Cột nằm trước số nhà 12'): Story {
    return this.#next(at, REPORTER, (context) => addWords(this.report, { text }, context));
  }

  photos(at: string | Date, ...ids: readonly string[]): Story {
    return this.#next(at, REPORTER, (context) => addPhotos(this.report, ids, context));
  }

  moderated(at: string | Date, actor: Actor, moderation: Moderation): Story {
    return this.#next(at, actor, (context) => moderatePhoto(this.report, moderation, context));
  }

  absorb(at: string | Date, duplicate: Story): Story {
    return this.#next(at, operator, (context) => absorb(this.report, duplicate.report, context));
  }

  childEnds(at: string | Date, actor: Actor = SYSTEM): Story {
    return this.#next(at, actor, (context) => childEnded(this.report, context));
  }

  /** Named by an operator at once. */
  assigned(at: string | Date, unitCode: string): Story {
    return this.on(at, operator, { action: 'assign', unitCode, words: 'đơn vị quản lý tuyến' });
  }

  resolved(at: string | Date, unitCode: string): Story {
    return this.on(at, staff(unitCode), { action: 'resolve', text: 'Đã thu hồi cáp' });
  }

  get promise(): string | null {
    return shown(currentCycle(this.report).dueAt);
  }

  /** The dues of all legs, in order. */
  get legDues(): readonly (string | null)[] {
    return this.report.legs.map((leg) => shown(leg.dueAt));
  }

  get leg(): Leg {
    const leg = this.report.legs.at(-1);
    if (!leg) throw new Error('no leg yet');
    return leg;
  }

  classAt(at: string | Date): ReportClass | null {
    return classOfReport(this.report, instantOf(at));
  }

  /** The classes of all legs, in order. */
  legClassesAt(at: string | Date): readonly (LegClass | null)[] {
    return this.report.legs.map((leg) => classOfLeg(leg, this.report.pauses, instantOf(at)));
  }

  /** The kinds of the history, in order. */
  get kinds(): readonly string[] {
    return this.events.map((event) => event.kind);
  }

  #next(
    at: string | Date,
    actor: Actor,
    step: (context: { now: Date; actor: Actor; book: Rulebook; newId: () => string }) => Performed,
  ): Story {
    const done = step({ now: instantOf(at), actor, book: this.book, newId });
    return new Story(done.report, [...this.events, ...done.events], this.book);
  }
}

function instantOf(at: string | Date): Date {
  return typeof at === 'string' ? local(at) : at;
}

/** A report that a citizen filed at this instant of Huế's clock, +7 working days unless told otherwise. */
export function filed(at: string | Date, own: Partial<NewReport> = {}, book = rulebook()): Story {
  const id = newId();
  const report: NewReport = {
    id,
    code: `PA-${id}`,
    streamCode: 'field',
    categoryCode: null,
    areaCode: null,
    priority: 'normal',
    channel: 'web',
    parentId: null,
    ...own,
  };
  const done = receive(report, { now: instantOf(at), actor: REPORTER, book, newId });
  return new Story(done.report, done.events, book);
}

/** The report of the worked examples: Monday 2 March 2026 10:00, U1 assigned at once. */
export function example(own: Partial<NewReport> = {}, book = rulebook()): Story {
  return filed('2026-03-02T10:00', own, book).assigned('2026-03-02T10:00', 'U1');
}
