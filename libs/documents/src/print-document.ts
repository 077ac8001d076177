import { createHash } from 'node:crypto';
import { type DocumentFormat, type DocumentLanguage } from '#libs/contracts';
import { type FrozenDocument } from '#libs/store';
import { demandFigures } from './count-period.js';
import { writeDocument } from './write-document.js';
import { periodDocument } from './period-document.js';
import { type PeriodFigures, asJson, checksumOf } from './period-figures.js';

/** What is to be printed of figures. */
export interface Printing {
  readonly id: string;
  readonly format: DocumentFormat;
  readonly language: DocumentLanguage;
}

/**
 * Prints figures: hands every piece of the file to `take`, one after the other, and says what is to be kept.
 * @throws Problem `document_empty` where there is nothing to print
 */
export async function printDocument(
  { id, format, language }: Printing,
  figures: PeriodFigures,
  take: (piece: Uint8Array) => Promise<void>,
): Promise<FrozenDocument> {
  demandFigures(figures);
  const kept = asJson(figures);
  const checksum = checksumOf(kept);
  const model = periodDocument(figures, language, { id, checksum });
  const hash = createHash('sha256');
  for await (const piece of writeDocument(format, model, figures)) {
    hash.update(piece);
    await take(piece);
  }
  return {
    asOf: new Date(figures.as_of),
    figures: kept,
    figuresSha256: checksum,
    reports: figures.behind.received,
    reportsSha256: figures.behind.sha256,
    fileSha256: hash.digest('hex'),
  };
}
