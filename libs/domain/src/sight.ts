import { type JsonObject } from './json.js';
import { type Role, type State } from './transitions.js';

/** How far somebody sees: lists of codes, or `*` for all. */
export interface Sight {
  readonly streams: readonly string[];
  readonly areas: readonly string[];
  readonly units: readonly string[];
  readonly networks: readonly string[];
}

/** What of a case decides who sees it. */
export interface CaseInSight {
  readonly state: State;
  readonly streamCode: string;
  readonly areaCode: string | null;
  readonly networkCode: string | null;
  /** The units that hold or held it. */
  readonly unitCodes: readonly string[];
}

const holdsCode = (codes: readonly string[], code: string | null): boolean =>
  codes.includes('*') || (code !== null && codes.includes(code));

/**
 * Whether a case is in somebody's sight: what the row security of `reports` says, for where one event
 * is told to many at once. That both say the same is tested.
 */
export function seesCase(sight: Sight, one: CaseInSight): boolean {
  if (!holdsCode(sight.streams, one.streamCode) || !holdsCode(sight.areas, one.areaCode)) {
    return false;
  }
  const offered = one.state === 'offered' && holdsCode(sight.networks, one.networkCode);
  return (
    offered ||
    sight.units.includes('*') ||
    one.unitCodes.some((unit) => holdsCode(sight.units, unit))
  );
}

/** A line of a history, as far as it decides what a unit's staff are told of it. */
export interface LineInSight {
  readonly kind: string;
  readonly role: Role;
  readonly person: string | null;
  readonly data: JsonObject;
}

/** What of another unit's line everybody may know: where the case went, and what the citizen was told. */
const TOLD_OF_OTHERS = ['unit', 'from_unit', 'network', 'text', 'commitment', 'photos', 'promise'];

function toldOfOthers<Line extends LineInSight>(line: Line): Line {
  const data = Object.fromEntries(
    Object.entries(line.data).filter(([key]) => TOLD_OF_OTHERS.includes(key)),
  );
  return { ...line, person: null, data };
}

/** The unit that holds a case after a line, given the one that held it before. */
function holderAfter({ kind, data }: LineInSight, before: string | null): string | null {
  switch (kind) {
    case 'claim':
    case 'assign':
    case 'transfer':
      return typeof data['unit'] === 'string' ? data['unit'] : null;
    case 'refuse':
    case 'reopen':
      return null;
    default:
      return before;
  }
}

/**
 * A history as somebody with these units is told it. What happened while another unit held the case is
 * told without who, why and by when: competitors answer for the same network. The reporter's own lines
 * and the promise's alarms are told whole; an alarm of another unit's leg not at all.
 *
 * @param lines all of them, in order
 * @param ownLegs the ids of the legs that are in sight
 */
export function historyInSight<Line extends LineInSight>(
  units: Sight['units'],
  ownLegs: ReadonlySet<string>,
  lines: readonly Line[],
): readonly Line[] {
  if (units.includes('*')) return lines;
  let holder: string | null = null;
  const told: Line[] = [];
  for (const line of lines) {
    const before = holder;
    holder = holderAfter(line, before);
    if (line.data['subject'] === 'leg') {
      const leg = line.data['subject_id'];
      if (typeof leg === 'string' && ownLegs.has(leg)) told.push(line);
      continue;
    }
    const concerned = [before, holder].filter((unit) => unit !== null);
    const own = concerned.length === 0 || concerned.some((unit) => units.includes(unit));
    const whole = own || line.role === 'reporter' || line.data['subject'] === 'cycle';
    told.push(whole ? line : toldOfOthers(line));
  }
  return told;
}
