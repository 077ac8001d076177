import { useEffect, useRef } from 'react';

/** What a key does; the key as `KeyboardEvent.key` names it. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>;

/** Where keys belong to what somebody types, chooses or has opened. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.closest('input, textarea, select, [contenteditable], [role="dialog"]') !== null;
}

/** Keys of a page: alone, without Ctrl, Alt or the command key, and not while somebody types or a dialog is open. */
export function useKeys(keys: Keys): void {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      if (isTaken(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      const act = now.current[event.key];
      if (!act) return;
      // Enter on a link or a button is theirs.
      if (event.key === 'Enter' && (event.target as HTMLElement).closest('a, button')) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
