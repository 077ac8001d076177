import { Problem } from '#libs/contracts';
import { strFromU8, unzipSync } from 'fflate';
import { ID_PROPERTY } from './identity.js';

/** No part of a document of ours is nearly as large: what is larger is something else. */
const MOST_BYTES = 100 * 1024 * 1024;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const PROPERTIES = 'docProps/custom.xml';
const WORDS = 'word/document.xml';

/** What can be seen of a file without trusting it. */
export interface SeenDocument {
  readonly id: string;
  /** Of a Word file, which its author goes on writing in: its paragraphs, and its rows of tables; else null. */
  readonly texts: readonly string[] | null;
  /** Of a JSON file, what it holds; else null. */
  readonly json: unknown;
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" },
};

/** What a reader sees of a stretch of markup. */
function visible(xml: string): string {
  return xml
    .replace(/<w:(?:tab|br)\/>/g, '\t')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** Paragraphs, and rows of tables with their cells joined by `|`. */
function textsOf(xml: string): string[] {
  const paragraphs = xml.split('</w:p>').map(visible);
  const rows = xml.split('</w:tr>').slice(0, -1);
  const cells = rows.map((row) => {
    const inside = row.split(/<w:tr(?:\s[^>]*)?>/).at(-1) ?? '';
    return inside.split('</w:tc>').slice(0, -1).map(visible).join('|');
  });
  return [...paragraphs, ...cells].map((text) => text.trim());
}

function unzipped(bytes: Uint8Array): Readonly<Record<string, Uint8Array>> {
  const wanted = [PROPERTIES, WORDS];
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => wanted.includes(name) && originalSize <= MOST_BYTES,
    });
  } catch (error) {
    throw new Problem('document_unknown', 'the file is damaged', [], error);
  }
}

const named = (text: string, pattern: string): string | null =>
  new RegExp(pattern.replace('ID', `(${UUID})`)).exec(text)?.[1] ?? null;

/** A property of a PDF is an object of its own, to which the document's dictionary refers by number. */
function pdfId(text: string): string | null {
  const [, number] = new RegExp(`/${ID_PROPERTY} (\\d+) 0 R`).exec(text) ?? [];
  return number === undefined ? null : named(text, `\\n${number} 0 obj\\s+\\(ID\\)`);
}

function seen(id: string | null, texts: readonly string[] | null, json: unknown): SeenDocument {
  if (id === null) throw new Problem('document_unknown', 'the file names no document');
  return { id, texts, json };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('document_unknown', 'the file is damaged', [], error);
  }
}

/**
 * Finds out which document a file says it is.
 * @throws Problem `document_unknown` where it says nothing, or cannot be read
 */
export function readDocument(bytes: Uint8Array): SeenDocument {
  const start = strFromU8(bytes.subarray(0, 4), true);
  if (start === 'PK\u0003\u0004') {
    const parts = unzipped(bytes);
    const [properties, words] = [parts[PROPERTIES], parts[WORDS]];
    const id = named(
      properties ? strFromU8(properties) : '',
      `name="${ID_PROPERTY}"[^>]*>\\s*<vt:lpwstr>ID<`,
    );
    return seen(id, words ? textsOf(strFromU8(words)) : null, null);
  }
  if (start === '%PDF') {
    return seen(pdfId(strFromU8(bytes, true)), null, null);
  }
  const text = strFromU8(bytes);
  if (text.startsWith('{')) return seen(named(text, '"id": "ID"'), null, jsonOf(text));
  return seen(named(text.slice(0, 4_096), 'ID'), null, null);
}
