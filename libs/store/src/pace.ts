/** How much of a new batch's duration counts: high enough to follow a server that slows down. */
const NEWEST = 0.3;

/**
 * Foretells how long one more would wait, from how long batches took of late and from how long
 * those under way take already: a server that has fallen silent is noticed before its batches fail.
 * Instants are milliseconds of a clock that never runs back.
 */
export class Pace {
  private batchMs = 0;
  private readonly begun = new Set<{ readonly at: number }>();

  /**
   * @param places batches that may be under way at once
   * @param size of a batch at most
   */
  constructor(
    private readonly places: number,
    private readonly size: number,
  ) {}

  /** A batch leaves. Returns what tells that it has come back, whatever it came to. */
  begin(now: number): (now: number) => void {
    const batch = { at: now };
    this.begun.add(batch);
    return (end) => {
      if (!this.begun.delete(batch)) return;
      const took = end - batch.at;
      this.batchMs = this.batchMs === 0 ? took : this.batchMs + NEWEST * (took - this.batchMs);
    };
  }

  /** Milliseconds until one leaves that has so many before it: those waiting by the rate of commits. */
  waitMs(before: number, now: number): number {
    if (this.begun.size < this.places) return 0;
    const oldest = Math.min(...[...this.begun].map(({ at }) => at));
    const each = Math.max(this.batchMs, now - oldest);
    const departures = Math.floor(before / this.size) + 1;
    return (departures * each) / this.places;
  }
}
