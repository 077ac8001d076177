import { useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * For a strip of links: the one of the page that is open is brought into sight, since on a telephone it may
 * lie beyond the edge. The strip alone is moved, not the page.
 */
export function useCurrentInSight(): RefObject<HTMLElement | null> {
  const strip = useRef<HTMLElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    const box = strip.current;
    const current = box?.querySelector('[aria-current="page"]');
    if (!box || !current) return;
    const [outer, inner] = [box.getBoundingClientRect(), current.getBoundingClientRect()];
    box.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }, [path]);
  return strip;
}
