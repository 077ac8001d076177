import { type DocumentLanguage } from '#libs/contracts';

/** A cell: a text, or a number that a sheet can add up. */
export type Cell = string | number;

/** Bars of a chart, each of parts one upon the other. */
export interface Chart {
  /** Whether its bars lie: for names, which are long. */
  readonly lying: boolean;
  readonly parts: readonly string[];
  readonly bars: readonly { readonly label: string; readonly values: readonly number[] }[];
}

/** What a section is made of. Open parts are the author's own: the document never fills them in. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'open'; readonly prompt: string }
  | {
      readonly kind: 'table';
      /** Its name in files that machines read, and of its sheet. */
      readonly code: string;
      readonly title: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | { readonly kind: 'chart'; readonly title: string; readonly chart: Chart };

export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** The head of an administrative document, each line as it is printed. */
export interface Head {
  readonly parentAgency: string;
  readonly agency: string;
  readonly nation: string;
  readonly motto: string;
  readonly number: string;
  readonly placeAndDate: string;
  readonly kind: string;
  readonly about: string;
}

export interface Foot {
  readonly recipientsTitle: string;
  readonly recipients: readonly string[];
  readonly office: string;
  readonly signature: string;
}

/** By what a printed document is known again. */
export interface Identity {
  readonly id: string;
  /** SHA-256 of the figures as kept. */
  readonly checksum: string;
}

/** A document as it is written, whatever the format. */
export interface DocumentModel {
  readonly language: DocumentLanguage;
  readonly identity: Identity;
  readonly head: Head;
  readonly sections: readonly Section[];
  readonly foot: Foot;
  /** What was counted, and what each name means. */
  readonly appendix: Section;
}
