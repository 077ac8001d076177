import { type Schema } from '../../../api/client.js';

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

/** What a report of this stream and category is asked for: the category's own, that of those above it, the stream's. */
export function fieldsOf(
  { streams, categories }: Pick<Schema<'ReferenceView'>, 'streams' | 'categories'>,
  { stream, category }: Pick<FilingDraft, 'stream' | 'category'>,
): readonly Field[] {
  const path = [];
  for (let code: string | null = category; code !== null;) {
    const found = categories.find((one) => one.code === code);
    if (found) path.push(found);
    code = found?.parent ?? null;
  }
  const form = streams.find(({ code }) => code === stream)?.form ?? [];
  return [...path.flatMap((one) => one.form), ...form];
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
