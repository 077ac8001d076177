import { type Schema, newIdempotencyKey } from '../../../api/client.js';
import { keptInTab } from '../../../shared/kept.js';

/** Ways by which somebody reaches the desk, as the server has them. */
export const CHANNELS = ['phone', 'counter', 'mail'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How to reach whoever called, in the order in which one asks. */
export const CONTACT = ['name', 'phone', 'email'] as const;

type Field = Schema<'FormFieldView'>;

/** What is written down while somebody tells it, and not filed yet. */
export interface FilingDraft {
  /** The same as long as nothing is changed, so that what is sent again is filed once. */
  readonly key: string;
  readonly channel: Channel;
  readonly stream: string;
  readonly text: string;
  readonly category: string;
  readonly address: string;
  readonly place: { readonly lat: number; readonly lon: number } | null;
  readonly ward: string;
  readonly form: Readonly<Record<string, string>>;
  readonly contact: Readonly<Record<(typeof CONTACT)[number], string>>;
  /** The unit may see who called. */
  readonly shown: boolean;
}

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

/** The body that files a draft: what is empty is left out, numbers are sent as numbers. */
export function filingBody(
  draft: FilingDraft,
  fields: readonly Field[],
): Schema<'FileForCallerBody'> {
  const { channel, stream, place, contact, shown } = draft;
  const texts = (['category', 'address', 'ward'] as const).flatMap((name) => {
    const value = draft[name].trim();
    return value === '' ? [] : [[name, value] as const];
  });
  const form = fields.flatMap(({ code, type }) => {
    const value = draft.form[code]?.trim() ?? '';
    return value === '' ? [] : [[code, type === 'number' ? Number(value) : value] as const];
  });
  const given = CONTACT.flatMap((name) => {
    const value = contact[name].trim();
    return value === '' ? [] : [[name, value] as const];
  });
  return {
    ...{ channel, stream, text: draft.text.trim(), ...Object.fromEntries(texts), ...place },
    ...(form.length > 0 && { form: Object.fromEntries(form) }),
    ...(given.length > 0 && {
      // Mails about it are Vietnamese: in which language somebody called, nobody is asked.
      contact: { ...Object.fromEntries(given), show_identity: shown, language: 'vi' },
    }),
  };
}
