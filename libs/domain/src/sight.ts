import { type State } from './transitions.js';

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
