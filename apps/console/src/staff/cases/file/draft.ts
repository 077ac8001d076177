import { newIdempotencyKey } from '../../../api/client.js';
import { keptInTab } from '../../../shared/kept.js';
import { type FilingDraft } from './filing.js';

/** Nothing written down yet: a call about something in the street is the usual. */
export function emptyDraft(): FilingDraft {
  return {
    ...{ key: newIdempotencyKey(), channel: 'phone', stream: 'field', text: '', category: '' },
    ...{ address: '', place: null, ward: '', form: {}, shown: false },
    contact: { name: '', phone: '', email: '' },
  };
}

/** Each person at a desk has their own: whoever sits down next does not read what a caller told. */
function nameOf(person: string): string {
  return `kip-file-${person}`;
}

/** What this person was writing down in this tab. */
export function readDraft(person: string): FilingDraft {
  const kept = keptInTab.read(nameOf(person));
  if (kept === null) return emptyDraft();
  try {
    return { ...emptyDraft(), ...(JSON.parse(kept) as Partial<FilingDraft>) };
  } catch {
    // Not written by this program: nothing that could be shown.
    return emptyDraft();
  }
}

/** Keeps it until the tab is closed; null forgets it. */
export function keepDraft(person: string, draft: FilingDraft | null): void {
  keptInTab.write(nameOf(person), draft === null ? null : JSON.stringify(draft));
}
