import { type Actor } from '../acts.js';
import { type JsonObject } from '../json.js';
import { type Rulebook } from '../policy.js';
import { type Report } from '../report.js';

/** What every act is given: the instant (the database's, read once), who acts, the rules, new ids. */
export interface ActContext {
  readonly now: Date;
  readonly actor: Actor;
  readonly book: Rulebook;
  readonly newId: () => string;
  /**
   * The due to which another system held the unit (null: to none), where what it tells is carried
   * out: our policies bind no leg that began before them (clock law 5).
   */
  readonly toldDue?: Date | null;
  /** What another system lived through is told: our demands on a result do not bind it. */
  readonly told?: boolean;
}

/** What an act did: the report afterwards (its state is set by the table) and the event's data. */
export interface Effect {
  readonly report: Report;
  readonly data: JsonObject;
}
