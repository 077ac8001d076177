import { createRequire } from 'node:module';
import path from 'node:path';
import pdfmake, { type Content, type DocumentDefinition } from 'pdfmake';
import { drawChart } from './chart-svg.js';
import { CHECKSUM_PROPERTY, ID_PROPERTY } from './identity.js';
import { type Block, type DocumentModel, type Foot, type Head, type Section } from './model.js';
import { columnShares, isCentred, isSmall } from './table-look.js';

const require = createRequire(import.meta.url);
/** Tinos has the measures of Times New Roman and every Vietnamese letter; SIL Open Font License. */
const FONTS = path.dirname(require.resolve('@expo-google-fonts/tinos/package.json'));
const font = (style: string): string => path.join(FONTS, style, `Tinos_${style}.ttf`);

pdfmake.setFonts({
  Tinos: {
    normal: font('400Regular'),
    bold: font('700Bold'),
    italics: font('400Regular_Italic'),
    bolditalics: font('700Bold_Italic'),
  },
});
// A document is made of our own texts: it reads these fonts and nothing else, from nowhere else.
pdfmake.setLocalAccessPolicy((file) => path.resolve(file).startsWith(FONTS));
pdfmake.setUrlAccessPolicy(() => false);

const MM = 72 / 25.4;
const [TOP, BOTTOM, LEFT, RIGHT] = [20 * MM, 20 * MM, 30 * MM, 15 * MM];
const TEXT_WIDTH = (210 - 30 - 15) * MM;
const OPEN = '#808080';

const line = (width: number): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.7 }],
  alignment: 'center',
  margin: [0, 2, 0, 4],
});

function headOf(head: Head): Content[] {
  const left: Content[] = [
    { text: head.parentAgency, fontSize: 13 },
    { text: head.agency, bold: true, fontSize: 13 },
    line(60),
    { text: head.number, fontSize: 13 },
  ];
  const right: Content[] = [
    { text: head.nation, bold: true, fontSize: 12 },
    { text: head.motto, bold: true, fontSize: 13 },
    line(150),
    { text: head.placeAndDate, italics: true, fontSize: 13 },
  ];
  return [
    {
      columns: [
        { width: '42%', stack: left, alignment: 'center' },
        { width: '58%', stack: right, alignment: 'center' },
      ],
    },
    { text: head.kind, bold: true, fontSize: 14, alignment: 'center', margin: [0, 18, 0, 0] },
    { text: head.about, bold: true, fontSize: 14, alignment: 'center', margin: [0, 0, 0, 3] },
    line(80),
  ];
}

function footOf(foot: Foot): Content {
  return {
    unbreakable: true,
    margin: [0, 18, 0, 0],
    columns: [
      {
        width: '50%',
        stack: [
          { text: foot.recipientsTitle, bold: true, italics: true, fontSize: 12 },
          ...foot.recipients.map((text): Content => ({ text, fontSize: 11 })),
        ],
      },
      {
        width: '50%',
        alignment: 'center',
        stack: [
          { text: foot.office, bold: true, fontSize: 14, margin: [0, 0, 0, 70] },
          { text: foot.signature, italics: true, fontSize: 14 },
        ],
      },
    ],
  };
}

function tableOf({ title, head, rows }: Extract<Block, { kind: 'table' }>): Content[] {
  // What the lines and the air beside each cell take is not for its text.
  const air = 7;
  const widths = columnShares(head.length, rows).map((share) => TEXT_WIDTH * share - air);
  return [
    { text: title, bold: true, fontSize: 13, alignment: 'center', margin: [0, 6, 0, 3] },
    {
      fontSize: isSmall(head.length, rows.length) ? 10 : 11,
      margin: [0, 0, 0, 6],
      layout: {
        hLineWidth: () => 0.5,
        vLineWidth: () => 0.5,
        paddingLeft: () => 3,
        paddingRight: () => 3,
      },
      table: {
        headerRows: 1,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths,
        body: [
          head.map((text) => ({ text, bold: true, alignment: 'center' as const })),
          ...rows.map((cells) =>
            cells.map((cell, column) => ({
              text: String(cell),
              alignment: isCentred(cell, column, cells.length)
                ? ('center' as const)
                : ('left' as const),
            })),
          ),
        ],
      },
    },
  ];
}

/** A line to write on. The library keeps notes in what it is given: each line is one of its own. */
function dotted(): Content {
  const dash = { length: 1, space: 2 };
  return {
    canvas: [{ type: 'line', x1: 0, y1: 14, x2: TEXT_WIDTH, y2: 14, lineWidth: 0.6, dash }],
    margin: [0, 0, 0, 4],
  };
}

function blockOf(block: Block): Content[] {
  switch (block.kind) {
    case 'paragraph':
      return [{ text: block.text, style: 'body' }];
    case 'open': {
      const prompt = { text: `[${block.prompt}]`, style: 'body', italics: true, color: OPEN };
      return [prompt, dotted(), dotted()];
    }
    case 'table':
      return tableOf(block);
    case 'chart': {
      const { svg } = drawChart(block.chart);
      return [
        { svg, width: TEXT_WIDTH, margin: [0, 4, 0, 0], font: 'Tinos' },
        {
          text: block.title,
          italics: true,
          fontSize: 13,
          alignment: 'center',
          margin: [0, 0, 0, 6],
        },
      ];
    }
  }
}

function sectionOf({ heading, blocks }: Section): Content[] {
  const title: Content = {
    text: heading,
    bold: true,
    fontSize: 14,
    leadingIndent: 10 * MM,
    margin: [0, 8, 0, 3],
    headlineLevel: 1,
  };
  return [title, ...blocks.flatMap(blockOf)];
}

/** The document as PDF, with its font within it. */
export async function writePdf(model: DocumentModel): Promise<Buffer> {
  const { head, sections, foot, appendix, identity, language } = model;
  const definition: DocumentDefinition = {
    pageSize: 'A4',
    pageMargins: [LEFT, TOP, RIGHT, BOTTOM],
    language: language === 'vi' ? 'vi-VN' : 'en-GB',
    info: {
      title: `${head.kind} ${head.about}`,
      creator: 'Kịp',
      [ID_PROPERTY]: identity.id,
      [CHECKSUM_PROPERTY]: identity.checksum,
    },
    header: (page) =>
      page === 1 ? null : { text: String(page), alignment: 'center', margin: [0, 28, 0, 0] },
    defaultStyle: { font: 'Tinos', fontSize: 14, lineHeight: 1.1 },
    styles: { body: { alignment: 'justify', leadingIndent: 10 * MM, margin: [0, 3, 0, 3] } },
    // A heading never stands alone at the foot of a page.
    pageBreakBefore: (node, pages) =>
      node.headlineLevel === 1 && pages.getFollowingNodesOnPage().length === 0,
    content: [
      ...headOf(head),
      ...sections.flatMap(sectionOf),
      footOf(foot),
      { text: '', pageBreak: 'after' },
      ...sectionOf(appendix),
    ],
  };
  return pdfmake.createPdf(definition).getBuffer();
}
