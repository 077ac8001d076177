import {
  AlignmentType,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type Block, type Cell } from './model.js';
import { columnShares, isCentred, isSmall } from './table-look.js';

/** Half points. */
const [TABLE, SMALL_TABLE] = [22, 20];

interface Setting {
  readonly bold: boolean;
  readonly centred: boolean;
  readonly width: number;
  readonly size: number;
}

function tableCell(content: Cell, { bold, centred: middle, width, size }: Setting): TableCell {
  const alignment = middle ? AlignmentType.CENTER : AlignmentType.LEFT;
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 60, right: 60, top: 20, bottom: 20 },
    children: [
      new Paragraph({
        alignment,
        children: [new TextRun({ text: String(content), bold, size })],
      }),
    ],
  });
}

/** A table of the document with its title, as wide as the text. */
export function tableOf(
  { title, head, rows }: Extract<Block, { kind: 'table' }>,
  textWidth: number,
): (Table | Paragraph)[] {
  const widths = columnShares(head.length, rows).map((share) => Math.round(textWidth * share));
  const size = isSmall(head.length, rows.length) ? SMALL_TABLE : TABLE;
  const row = (cells: readonly Cell[], tableHeader: boolean): TableRow =>
    new TableRow({
      ...{ tableHeader, cantSplit: true },
      children: cells.map((cell, column) => {
        const middle = tableHeader || isCentred(cell, column, cells.length);
        const width = widths[column] ?? 0;
        return tableCell(cell, { bold: tableHeader, centred: middle, width, size });
      }),
    });
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 120, after: 60 },
      children: [new TextRun({ text: title, bold: true, size: 26 })],
    }),
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: widths,
      rows: [row(head, true), ...rows.map((cells) => row(cells, false))],
    }),
    new Paragraph({ spacing: { after: 60 }, children: [] }),
  ];
}
