import { Temporal } from 'temporal-polyfill';

import { DAY_MS, lastAtMost, nth } from './calendar-numbers.js';
import { FIRST_YEAR, LAST_YEAR } from './calendar-types.js';

/** Instants (epoch ms) to local ms and back, in one zone. Valid for the calendars' years. */
export interface ZoneTable {
  toLocal(instant: number): number;
  /**
   * A local time in a daylight-saving gap becomes the first valid instant after it; in a fold, the
   * earlier of the two (clock law 6).
   */
  toInstant(local: number): number;
}

const YEAR_MS = 366 * DAY_MS;
const EARLIEST = Date.UTC(FIRST_YEAR - 2, 0, 1);
const LATEST = Date.UTC(LAST_YEAR + 3, 0, 1);

/** Whether the date library knows the zone. Bare offsets ('+07:00') are refused: their sign is read both ways. */
export function isKnownZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const tables = new Map<string, ZoneTable>();

/** The table of a zone, shared by all calendars in it; it only ever grows. */
export function zoneTable(zone: string): ZoneTable {
  const known = tables.get(zone);
  if (known) return known;
  const table = createZoneTable(zone);
  tables.set(zone, table);
  return table;
}

function createZoneTable(zone: string): ZoneTable {
  // Segment i has offsets[i] from the instant starts[i] on. On the wall clock it begins at locals[i]:
  // after a gap that is the first time that exists, after a fold the first that is not ambiguous.
  let starts: number[] = [];
  let offsets: number[] = [];
  let locals: number[] = [];
  let low = Infinity;
  let high = -Infinity;

  function read(): void {
    let at = Temporal.Instant.fromEpochMilliseconds(low).toZonedDateTimeISO(zone);
    let before = offsetOf(at);
    starts = [-Infinity];
    offsets = [before];
    locals = [-Infinity];
    for (;;) {
      const next = at.getTimeZoneTransition('next');
      if (next === null || next.epochMilliseconds > high) return;
      const after = offsetOf(next);
      starts.push(next.epochMilliseconds);
      offsets.push(after);
      locals.push(next.epochMilliseconds + Math.max(before, after));
      at = next;
      before = after;
    }
  }

  // Twice the width at every growth, so that reading again from the start stays cheap. The margin
  // around the question keeps the next transition in sight, which a gap needs.
  function cover(instant: number): void {
    if (instant - 3 * DAY_MS >= low && instant + 3 * DAY_MS <= high) return;
    const width = Math.max(YEAR_MS, high - low);
    if (instant - 3 * DAY_MS < low) low = Math.max(EARLIEST, Math.min(low, instant) - width);
    if (instant + 3 * DAY_MS > high) high = Math.min(LATEST, Math.max(high, instant) + width);
    read();
  }

  return {
    toLocal(instant) {
      cover(instant);
      return instant + nth(offsets, lastAtMost(starts, instant));
    },
    toInstant(local) {
      cover(local);
      const segment = lastAtMost(locals, local);
      const instant = local - nth(offsets, segment);
      return Math.min(instant, starts[segment + 1] ?? Infinity);
    },
  };
}

function offsetOf(at: Temporal.ZonedDateTime): number {
  return Math.round(at.offsetNanoseconds / 1e6);
}
