import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  ImageRun,
  LeaderType,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { pngOf } from './chart-picture.js';
import { drawChart } from './chart-svg.js';
import { CHECKSUM_PROPERTY, ID_PROPERTY } from './identity.js';
import { type Block, type DocumentModel, type Foot, type Head, type Section } from './model.js';
import { tableOf } from './docx-table.js';

/** Twentieths of a point; never less than asked for, since the decree says at least. */
const mm = (millimetres: number): number => Math.ceil((millimetres / 25.4) * 1440);

// Decree 30/2020/NĐ-CP, appendix I: A4, Times New Roman in black, 13–14 points, and these margins.
const FONT = 'Times New Roman';
const MARGINS = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15) };
const TEXT_WIDTH = mm(210 - 30 - 15);
/** Half points. */
const BODY = 28;
const INDENT = mm(10);
const OPEN = '808080';
const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const NO_BORDERS = {
  ...{ top: NO_BORDER, bottom: NO_BORDER, left: NO_BORDER, right: NO_BORDER },
  ...{ insideHorizontal: NO_BORDER, insideVertical: NO_BORDER },
};

interface Line {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly size?: number;
  readonly after?: number;
}

function centred(
  text: string,
  { bold = false, italics = false, size = 26, after = 0 }: Line,
): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after },
    children: [new TextRun({ text, bold, italics, size })],
  });
}

/** A line under a part of the head, for a share of the width that it has; a little below the letters. */
function rule(width: number, share: number): Paragraph {
  const side = Math.round(width * ((1 - share) / 2));
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 40, after: 60 },
    border: { top: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
    children: [],
  });
}

function sideBySide(left: readonly Paragraph[], right: readonly Paragraph[], share: number): Table {
  const widths = [Math.round(TEXT_WIDTH * share), Math.round(TEXT_WIDTH * (1 - share))];
  const cell = (children: readonly Paragraph[], width: number): TableCell =>
    new TableCell({
      children: [...children],
      width: { size: width, type: WidthType.DXA },
      borders: NO_BORDERS,
    });
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: [cell(left, widths[0] ?? 0), cell(right, widths[1] ?? 0)],
      }),
    ],
  });
}

/** Of the head the agency has so much of the width, the nation the rest. */
const AGENCY_SHARE = 0.42;

function headOf(head: Head): (Table | Paragraph)[] {
  return [
    sideBySide(
      [
        centred(head.parentAgency, {}),
        centred(head.agency, { bold: true }),
        rule(TEXT_WIDTH * AGENCY_SHARE, 0.3),
        centred(head.number, {}),
      ],
      [
        centred(head.nation, { bold: true, size: 24 }),
        centred(head.motto, { bold: true, size: 26 }),
        rule(TEXT_WIDTH * (1 - AGENCY_SHARE), 0.62),
        centred(head.placeAndDate, { italics: true }),
      ],
      AGENCY_SHARE,
    ),
    new Paragraph({ spacing: { before: 240 }, children: [] }),
    centred(head.kind, { bold: true, size: BODY }),
    centred(head.about, { bold: true, size: BODY, after: 60 }),
    rule(TEXT_WIDTH, 0.2),
  ];
}

function footOf(foot: Foot): Table {
  return sideBySide(
    [
      new Paragraph({
        children: [
          new TextRun({ text: foot.recipientsTitle, bold: true, italics: true, size: 24 }),
        ],
      }),
      ...foot.recipients.map(
        (text) => new Paragraph({ children: [new TextRun({ text, size: 22 })] }),
      ),
    ],
    [
      centred(foot.office, { bold: true, size: BODY, after: 1400 }),
      centred(foot.signature, { italics: true, size: BODY }),
    ],
    0.5,
  );
}

function body(children: readonly ParagraphChild[], keepNext = false): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    keepNext,
    indent: { firstLine: INDENT },
    // Not every reader takes a line without its rule for a share of the letters' height.
    spacing: { before: 60, after: 60, line: 264, lineRule: LineRuleType.AUTO },
    children: [...children],
  });
}

/** Where the author writes: what belongs there, and lines to write on. */
function openPart(prompt: string): Paragraph[] {
  const dotted = (keepNext: boolean): Paragraph =>
    new Paragraph({
      keepNext,
      tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH, leader: LeaderType.DOT }],
      children: [new TextRun({ text: '\t', color: OPEN })],
    });
  const asked = new TextRun({ text: `[${prompt}]`, italics: true, color: OPEN });
  return [body([asked], true), dotted(true), dotted(false)];
}

async function chartOf({ title, chart }: Extract<Block, { kind: 'chart' }>): Promise<Paragraph[]> {
  const picture = drawChart(chart);
  const transformation = { width: picture.width, height: picture.height };
  const image = new ImageRun({
    ...{ type: 'svg', data: Buffer.from(picture.svg), transformation },
    fallback: { type: 'png', data: await pngOf(picture) },
    altText: { name: title, title, description: title },
  });
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [image] }),
    centred(title, { italics: true, after: 120 }),
  ];
}

async function blockOf(block: Block): Promise<(Table | Paragraph)[]> {
  switch (block.kind) {
    case 'paragraph':
      return [body([new TextRun({ text: block.text })])];
    case 'open':
      return openPart(block.prompt);
    case 'table':
      return tableOf(block, TEXT_WIDTH);
    case 'chart':
      return chartOf(block);
  }
}

async function sectionOf(
  { heading, blocks }: Section,
  pageBreakBefore = false,
): Promise<(Table | Paragraph)[]> {
  const parts: (Table | Paragraph)[] = [
    new Paragraph({
      keepNext: true,
      pageBreakBefore,
      indent: { firstLine: INDENT },
      spacing: { before: 120, after: 60 },
      children: [new TextRun({ text: heading, bold: true })],
    }),
  ];
  for (const block of blocks) parts.push(...(await blockOf(block)));
  return parts;
}

/** Pages are numbered at the top, in the middle, from the second on. */
function pageNumber(): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })],
      }),
    ],
  });
}

/** The document as a Word file: laid out as the decree on administrative documents wants it. */
export async function writeDocx(model: DocumentModel): Promise<Buffer> {
  const { head, sections, foot, appendix, identity, language } = model;
  const children: (Table | Paragraph)[] = headOf(head);
  for (const section of sections) children.push(...(await sectionOf(section)));
  children.push(new Paragraph({ children: [] }), footOf(foot));
  children.push(...(await sectionOf(appendix, true)));
  const run = {
    font: FONT,
    size: BODY,
    color: '000000',
    language: { value: language === 'vi' ? 'vi-VN' : 'en-GB' },
  };
  const document = new Document({
    title: `${head.kind} ${head.about}`,
    creator: 'Kịp',
    customProperties: [
      { name: ID_PROPERTY, value: identity.id },
      { name: CHECKSUM_PROPERTY, value: identity.checksum },
    ],
    styles: { default: { document: { run } } },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { ...MARGINS, header: mm(10), footer: mm(10) },
          },
        },
        headers: { default: pageNumber(), first: new Header({ children: [] }) },
        footers: { default: new Footer({ children: [] }) },
        children,
      },
    ],
  });
  return Packer.toBuffer(document);
}
