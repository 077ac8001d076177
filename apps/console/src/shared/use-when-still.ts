import { useEffect, useRef, useState } from 'react';

const STILL_MS = 250;

/** The value as it was when the page was last still: what is dear to draw is left alone while one scrolls. */
export function useWhenStill<T>(value: T): T {
  const [held, setHeld] = useState(value);
  const scrolledAt = useRef(-STILL_MS);
  useEffect(() => {
    const note = (): void => {
      scrolledAt.current = performance.now();
    };
    window.addEventListener('scroll', note, { passive: true });
    return () => {
      window.removeEventListener('scroll', note);
    };
  }, []);
  useEffect(() => {
    const waits = (): number => scrolledAt.current + STILL_MS - performance.now();
    const look = (): void => {
      const ms = waits();
      if (ms > 0) timer = window.setTimeout(look, ms);
      else setHeld(() => value);
    };
    let timer = window.setTimeout(look, Math.max(0, waits()));
    return () => {
      window.clearTimeout(timer);
    };
  }, [value]);
  return held;
}
