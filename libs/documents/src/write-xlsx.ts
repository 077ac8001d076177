import { type Blob } from 'node:buffer';
import { type Stream } from 'node:stream';
import writeXlsx, { type Feature, type Sheet, type SheetData } from 'write-excel-file/node';
import { guarded } from './guard.js';
import { CHECKSUM_PROPERTY, ID_PROPERTY } from './identity.js';
import { type Block, type Cell, type DocumentModel, type Identity } from './model.js';

/** What the library takes for the bytes of a part. */
type Content = Stream | Buffer | Blob;

const PROPERTIES = 'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes';
const RELATION =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties';
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.custom-properties+xml';
const PART = 'docProps/custom.xml';
/** What a sheet's name may have, of what Excel allows. */
const LONGEST_NAME = 31;

/** The workbook's custom properties: the library has none, but lets a part be added. */
function properties({ id, checksum }: Identity): Feature<Content> {
  const property = (pid: number, name: string, value: string): string =>
    `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${pid}" name="${name}">` +
    `<vt:lpwstr>${value}</vt:lpwstr></property>`;
  const xml =
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` +
    `<Properties xmlns="${PROPERTIES}" xmlns:vt="${TYPES}">` +
    `${property(2, ID_PROPERTY, id)}${property(3, CHECKSUM_PROPERTY, checksum)}</Properties>`;
  return {
    files: {
      transform: {
        '[Content_Types].xml': {
          insert: () => `<Override PartName="/${PART}" ContentType="${CONTENT_TYPE}"/>`,
        },
        '_rels/.rels': {
          insert: () => `<Relationship Id="rIdKip" Type="${RELATION}" Target="${PART}"/>`,
        },
      },
      write: { files: () => ({ [PART]: xml }) },
    },
  };
}

const cellOf = (cell: Cell) =>
  typeof cell === 'number' ? { value: cell, type: Number } : { value: guarded(cell), type: String };

function sheetOf({ code, title, head, rows }: Extract<Block, { kind: 'table' }>): Sheet<Content> {
  const data: SheetData = [
    [{ value: guarded(title), type: String, fontWeight: 'bold' }],
    head.map((name) => ({
      value: guarded(name),
      type: String,
      fontWeight: 'bold' as const,
      wrap: true,
    })),
    ...rows.map((cells) => cells.map(cellOf)),
  ];
  const columns = head.map((_, column) => ({ width: column === 0 ? 40 : 16 }));
  return { sheet: code.slice(0, LONGEST_NAME), data, columns, stickyRowsCount: 2 };
}

/** Every table of the document as a sheet of its own, after one with its paragraphs. */
export async function writeXlsxDocument(model: DocumentModel): Promise<Buffer> {
  const { head, sections, appendix, identity } = model;
  const all = [...sections, appendix];
  const texts = all.flatMap(({ heading, blocks }) => [
    [heading],
    ...blocks.flatMap((block) => (block.kind === 'paragraph' ? [['', block.text]] : [])),
  ]);
  const words: SheetData = [
    [{ value: guarded(`${head.kind} ${head.about}`), type: String, fontWeight: 'bold' }],
    [ID_PROPERTY, identity.id],
    [CHECKSUM_PROPERTY, identity.checksum],
    ...texts.map((cells) => cells.map(cellOf)),
  ];
  const tables = all.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])),
  );
  const sheets: Sheet<Content>[] = [
    { sheet: 'document', data: words, columns: [{ width: 40 }, { width: 120 }] },
    ...tables.map(sheetOf),
  ];
  return writeXlsx(sheets, { features: [properties(identity)] }).toBuffer();
}
