import { type DocumentFormat } from '#libs/contracts';
import { type DocumentModel } from './model.js';
import { csvOfFigures } from './write-csv.js';
import { type PeriodFigures, asJson } from './period-figures.js';

/** The figures as they are kept, with the paragraphs that were made of them. */
function jsonOf(model: DocumentModel, figures: PeriodFigures): string {
  const { identity, language, head, sections } = model;
  const texts = sections.map(({ heading, blocks }) => ({
    heading,
    paragraphs: blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])),
  }));
  const document = { ...identity, language, about: head.about, sections: texts };
  return `${JSON.stringify({ ...document, figures: asJson(figures) }, null, 2)}\n`;
}

/**
 * A document's bytes in a format, in the pieces in which they are made. What writes a format is loaded when the
 * first of its documents is: a process that prints none does not carry it.
 */
export async function* writeDocument(
  format: DocumentFormat,
  model: DocumentModel,
  figures: PeriodFigures,
): AsyncGenerator<Uint8Array> {
  switch (format) {
    case 'docx':
      yield await (await import('./write-docx.js')).writeDocx(model);
      return;
    case 'pdf':
      yield await (await import('./write-pdf.js')).writePdf(model);
      return;
    case 'xlsx':
      yield await (await import('./write-xlsx.js')).writeXlsxDocument(model);
      return;
    case 'csv':
      for (const piece of csvOfFigures(figures, model.identity, model.language))
        yield Buffer.from(piece);
      return;
    case 'json':
      yield Buffer.from(jsonOf(model, figures));
      return;
  }
}
