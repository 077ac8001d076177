import { useState } from 'react';
import { keptInTab } from '../../shared/kept.js';

/** Words that somebody is typing, kept until the tab is closed or they are sent. */
export function useDraft(name: string): readonly [string, (words: string) => void, () => void] {
  const key = `kip-draft-${name}`;
  const [words, setWords] = useState(() => keptInTab.read(key) ?? '');
  const write = (next: string): void => {
    setWords(next);
    keptInTab.write(key, next === '' ? null : next);
  };
  return [
    words,
    write,
    () => {
      write('');
    },
  ];
}
