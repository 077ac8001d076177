const A_SECOND_MS = 1_000;

/** Tells of a trouble of some kind; the kinds are few and known in the code. */
export type Tell = (kind: string, text: string) => void;

/**
 * Lets one line a second of each kind through, the first at once, so that a server that is away
 * fills no disk. The next line says how many were held back.
 * @param now milliseconds of a clock that never runs back
 */
export function atMostOncePerSecond(
  write: (text: string) => void,
  now: () => number = () => performance.now(),
): Tell {
  const kinds = new Map<string, { at: number; held: number }>();
  return (kind, text) => {
    const last = kinds.get(kind);
    const at = now();
    if (last && at - last.at < A_SECOND_MS) {
      last.held += 1;
      return;
    }
    kinds.set(kind, { at, held: 0 });
    write(last && last.held > 0 ? `${text} (${last.held} more like it were held back)` : text);
  };
}
