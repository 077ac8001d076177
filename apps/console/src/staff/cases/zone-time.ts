import { ZONE } from '../../shared/format.js';

/** What the clock of a zone shows, as if it were UTC. */
function wallOf(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  }).formatToParts(instant);
  const of = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(
    ...([of('year'), of('month') - 1, of('day')] as const),
    ...([of('hour'), of('minute'), of('second')] as const),
  );
}

/**
 * The instant at which the clock of a zone shows `2026-03-11T17:00`, whatever the zone of this browser.
 * @throws RangeError for what is no such time
 */
export function instantIn(local: string, zone: string = ZONE): string {
  const wall = Date.parse(`${local}Z`);
  let instant = wall;
  // Twice: the difference to UTC is that of the instant, not of the same figures in UTC.
  for (let tries = 0; tries < 2; tries += 1) instant = wall - (wallOf(instant, zone) - instant);
  return new Date(instant).toISOString();
}

/** What the clock of a zone shows at an instant, as a field for date and time holds it. */
export function localIn(instant: string | number, zone: string = ZONE): string {
  return new Date(wallOf(Number(new Date(instant)), zone)).toISOString().slice(0, 16);
}
