import { useCallback, useState } from 'react';
import { keptInTab } from '../../shared/kept.js';

const BEFORE = 'kip-draft-';

function read<Draft>(name: string): Draft | null {
  const kept = keptInTab.read(BEFORE + name);
  return kept === null ? null : (JSON.parse(kept) as Draft);
}

/**
 * What somebody is writing, kept until the tab is closed: a lost connection or another page takes no word
 * away. `forget` ends it: what is saved is shown again.
 * @returns what is written or else what is saved, how to write, how to forget, and whether it is a draft
 */
export function useDraft<Draft>(
  name: string,
  saved: Draft,
): readonly [Draft, (draft: Draft) => void, () => void, boolean] {
  const [draft, setDraft] = useState(() => read<Draft>(name));
  const write = useCallback(
    (next: Draft) => {
      setDraft(next);
      keptInTab.write(BEFORE + name, JSON.stringify(next));
    },
    [name],
  );
  const forget = useCallback(() => {
    setDraft(null);
    keptInTab.write(BEFORE + name, null);
  }, [name]);
  return [draft ?? saved, write, forget, draft !== null];
}
