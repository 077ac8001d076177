/** In what a document can be written. */
export const DOCUMENT_FORMATS = ['docx', 'pdf', 'xlsx', 'csv', 'json'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export const DOCUMENT_LANGUAGES = ['vi', 'en'] as const;
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number];

/** How far the printing of a document has come. */
export const DOCUMENT_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** What a document counts, and whose name it bears. It is kept as it was asked. */
export interface DocumentAsked {
  /** Local days, both inside. */
  readonly from: string;
  readonly to: string;
  readonly network: string | null;
  readonly stream: string | null;
  readonly category: string | null;
  /** With all units below it. Absent: an older document, of all units. */
  readonly unit?: string | null;
  /** Printed at the head; null is left open. */
  readonly parent_agency: string | null;
  readonly agency: string | null;
  readonly place: string | null;
}

/** How far a mail to one person has come. `left`: they wanted no more; `not_allowed`: they may not see it any more. */
export const DOCUMENT_MAIL_STATES = ['pending', 'sent', 'failed', 'left', 'not_allowed'] as const;
export type DocumentMailState = (typeof DOCUMENT_MAIL_STATES)[number];
