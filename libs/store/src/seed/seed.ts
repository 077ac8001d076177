import {
  type AreaShape,
  type CategoryShape,
  type NetworkShape,
  type PersonShape,
  type RuleShape,
  type StreamShape,
  type TargetShape,
  type UnitShape,
  type WordShape,
} from './shapes.js';
import { type CalendarShape, type PolicyShape } from './term-shapes.js';

/** An entry with the place it stands at, for messages: `units.yaml:12 vnpt`. */
export interface Placed<Shape> {
  readonly entry: Shape;
  readonly place: string;
}

/** An entry of which every part knows its own line. */
export interface Located<Shape> extends Placed<Shape> {
  /** The place of something within the entry; of the nearest that is written where it is not. */
  readonly at: (path: readonly (string | number)[]) => string;
}

/** Everything that a folder of seed files says, checked. Categories are flat, parents first. */
export interface Seed {
  readonly streams: readonly Placed<StreamShape>[];
  readonly units: readonly Placed<UnitShape>[];
  readonly networks: readonly Placed<NetworkShape>[];
  readonly people: readonly Placed<PersonShape>[];
  readonly areas: readonly Placed<AreaShape>[];
  readonly categories: readonly (Placed<CategoryShape> & { readonly parent: string | null })[];
  readonly calendars: readonly Located<CalendarShape>[];
  readonly policies: readonly Located<PolicyShape>[];
  readonly rules: readonly Placed<RuleShape>[];
  readonly words: readonly Placed<WordShape>[];
  readonly targets: readonly Placed<TargetShape>[];
}
