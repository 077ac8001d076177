import { type DocumentFormat } from '#libs/contracts';
import { type DocumentModel } from './model.js';
import { csvOfFigures } from './write-csv.js';
import { writeDocx } from './write-docx.js';
import { writePdf } from './write-pdf.js';
import { writeXlsxDocument } from './write-xlsx.js';
import { type YearFigures, asJson } from './year-figures.js';

/** The figures as they are kept, with the paragraphs that were made of them. */
function jsonOf(model: DocumentModel, figures: YearFigures): string {
  const { identity, language, head, sections } = model;
  const texts = sections.map(({ heading, blocks }) => ({
    heading,
    paragraphs: blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])),
  }));
  const document = { ...identity, language, about: head.about, sections: texts };
  return `${JSON.stringify({ ...document, figures: asJson(figures) }, null, 2)}\n`;
}

/** A document's bytes in a format, in the pieces in which they are made. */
export async function* writeDocument(
  format: DocumentFormat,
  model: DocumentModel,
  figures: YearFigures,
): AsyncGenerator<Uint8Array> {
  switch (format) {
    case 'docx':
      yield await writeDocx(model);
      return;
    case 'pdf':
      yield await writePdf(model);
      return;
    case 'xlsx':
      yield await writeXlsxDocument(model);
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
