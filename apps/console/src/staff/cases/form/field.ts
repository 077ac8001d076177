import { type Schema } from '../../../api/client.js';
import { type ActDraft, type ActName, type FieldName } from '../acts.js';

/** What of a case a form needs to know; a row of a list has it, too. */
export type Subject = Pick<
  Schema<'CaseView'>,
  'code' | 'version' | 'stream' | 'state' | 'unit' | 'category' | 'text'
>;

/** One field of an act's form. */
export interface FieldProps {
  readonly act: ActName;
  readonly subject: Subject;
  readonly field: FieldName;
  readonly draft: ActDraft;
  readonly onDraft: (draft: ActDraft) => void;
  /** It was to be sent, and this was empty. */
  readonly missing: boolean;
}

/** The draft with another value in one field. */
export function withValue(draft: ActDraft, field: FieldName, value: string): ActDraft {
  return { ...draft, values: { ...draft.values, [field]: value } };
}
