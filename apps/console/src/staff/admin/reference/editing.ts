import { type FieldName, put } from './entry.js';

/** An entry that is being changed: how it stands, what is wrong with it, and how to change it. */
export interface Editing<Entry> {
  readonly entry: Entry;
  /** Nobody has saved it yet: its code, and what stays as it is afterwards, can be chosen. */
  readonly isNew: boolean;
  /** What the last check found wrong with a field, by its path: `form.0.label`. */
  readonly problem: (field: string) => string | undefined;
  readonly onChange: (entry: Entry) => void;
}

/** Sets a field; an empty text or null leaves it out. */
export function setter<Entry extends object>({ entry, onChange }: Editing<Entry>) {
  return <Field extends keyof Entry & FieldName>(
    field: Field,
    value: NonNullable<Entry[Field]> | '' | null,
  ): void => {
    onChange(put(entry, field, value === '' ? null : value));
  };
}
