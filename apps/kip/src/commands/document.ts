import { createWriteStream, existsSync, readFileSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { type DocumentAsked, type DocumentFormat, Problem } from '#libs/contracts';
import {
  type FigureDifference,
  type FileFinding,
  countPeriod,
  csvOfReports,
  demandFigures,
  examineFile,
  isIntact,
  printDocument,
  readDocument,
  recount,
  periodQuestion,
} from '#libs/documents';
import { type WholePeriod } from '#libs/domain';
import { drillAll } from '#libs/figures';
import { type Access, keepDocument, newId, printedDocument } from '#libs/store';
import Table from 'cli-table3';
import { validate as isUuid } from 'uuid';
import { answer, answerJson, withInstallation } from './frame.js';
import { type WrittenOptions, requireTables } from './written-file.js';

export interface PrintOptions extends WrittenOptions {
  readonly period: WholePeriod;
  readonly format: DocumentFormat;
  readonly out: string;
  readonly force?: boolean;
  readonly network?: string;
  readonly stream?: string;
  readonly category?: string;
  readonly unit?: string;
  readonly reports?: string;
  readonly parentAgency?: string;
  readonly agency?: string;
  readonly place?: string;
}

export interface VerifyOptions extends WrittenOptions {
  readonly id?: string;
}

function askedOf(options: PrintOptions): DocumentAsked {
  const { period, network, stream, category, unit, parentAgency, agency, place } = options;
  return {
    ...{ from: period.from, to: period.to, unit: unit ?? null },
    ...{ network: network ?? null, stream: stream ?? null, category: category ?? null },
    ...{ parent_agency: parentAgency ?? null, agency: agency ?? null, place: place ?? null },
  };
}

/** @throws Problem `file_exists` */
function demandFree(files: readonly (string | undefined)[], force: boolean): void {
  for (const file of files) {
    if (file === undefined || force || !existsSync(file)) continue;
    throw new Problem('file_exists', `${file} is there already; name another, or add --force`);
  }
}

/** A file that is whole or not there at all: it gets its name when everything is in it. */
class NewFile {
  bytes = 0;
  private readonly stream;

  constructor(readonly name: string) {
    this.stream = createWriteStream(`${name}.part`);
  }

  readonly take = async (piece: Uint8Array | string): Promise<void> => {
    this.bytes += piece.length;
    if (!this.stream.write(piece)) await once(this.stream, 'drain');
  };

  async end(): Promise<void> {
    this.stream.end();
    await finished(this.stream);
  }

  async keep(): Promise<void> {
    await rename(`${this.name}.part`, this.name);
  }

  async drop(): Promise<void> {
    this.stream.destroy();
    await rm(`${this.name}.part`, { force: true });
  }
}

/** `kip document year` and `period`: counts at one instant, writes the file, keeps what was printed. */
export async function printPeriod(options: PrintOptions): Promise<number> {
  const { out, format, lang, json, force = false } = options;
  demandFree([out, options.reports], force);
  const begun = performance.now();
  return withInstallation(options, async ({ store, reference }) => {
    await requireTables(store);
    const [snapshot, asked, id] = [await reference.get(), askedOf(options), newId()];
    const files = [out, ...(options.reports === undefined ? [] : [options.reports])].map(
      (name) => new NewFile(name),
    );
    const [file, list] = files;
    if (!file) throw new Error('there is no file to write');
    try {
      const figures = await store.snapshot({ role: 'worker' }, async (tx) => {
        const counted = await countPeriod(tx, snapshot, asked);
        demandFigures(counted);
        if (list) {
          const question = periodQuestion(asked, snapshot, tx.now, tx.now);
          const rows = drillAll(tx, { question, figure: 'all', keys: [] });
          for await (const piece of csvOfReports(rows, snapshot, lang)) await list.take(piece);
        }
        return counted;
      });
      const frozen = await printDocument({ id, format, language: lang }, figures, file.take);
      for (const one of files) await one.end();
      const document = { id, format, language: lang, asked, scope: null, askedBy: null };
      await store.transaction({ role: 'worker' }, (tx) => keepDocument(tx, document, frozen));
      for (const one of files) await one.keep();
      const seconds = Math.round((performance.now() - begun) / 100) / 10;
      const { behind, as_of } = figures;
      if (json) {
        const kept = { id, checksum: frozen.figuresSha256, as_of, reports: behind };
        answerJson({ ...kept, file: out, format, bytes: file.bytes, seconds });
      } else {
        answer(
          lang === 'vi'
            ? `đã in ${out}: ${behind.received} phản ánh, tính đến ${as_of}, mã tài liệu ${id}`
            : `printed ${out}: ${behind.received} reports, as of ${as_of}, document ${id}`,
        );
      }
      return 0;
    } finally {
      for (const one of files) await one.drop();
    }
  });
}

/** Documents are much smaller; what is larger is none. */
const MOST_BYTES = 200 * 1024 * 1024;

function bytesOf(file: string): Buffer {
  if (!existsSync(file)) throw new Problem('not_found', `there is no file ${file}`);
  const facts = statSync(file);
  if (!facts.isFile()) throw new Problem('invalid_request', `${file} is no file; name one`);
  if (facts.size > MOST_BYTES) throw new Problem('too_large', `${file} has ${facts.size} bytes`);
  return readFileSync(file);
}

/** @throws Problem `invalid_request` where neither is given, or an id that is none */
function idOf(bytes: Buffer | null, id: string | undefined): string {
  if (id === undefined) {
    if (bytes === null) throw new Problem('invalid_request', 'name a file, or a document by --id');
    return readDocument(bytes).id;
  }
  if (!isUuid(id)) throw new Problem('invalid_request', `--id ${id}: give a UUID`);
  return id.toLowerCase();
}

interface Found {
  readonly id: string;
  readonly intact: boolean;
  readonly file: FileFinding | null;
  readonly differences: readonly FigureDifference[];
}

const FILES: Readonly<Record<FileFinding['state'], readonly [vi: string, en: string]>> = {
  as_printed: ['tệp đúng như khi in', 'the file is as it was printed'],
  edited: [
    'tệp đã được soạn thêm; mọi nội dung do hệ thống tính vẫn giữ nguyên',
    'the file was written in; all that was computed stands as it was',
  ],
  altered: ['tệp đã bị sửa nội dung do hệ thống tính', 'the file is not what was printed'],
};

function tell({ id, intact, file, differences }: Found, vi: boolean): void {
  answer(vi ? `Tài liệu ${id}` : `Document ${id}`);
  if (intact) answer(vi ? 'Số liệu lưu còn nguyên vẹn' : 'The kept figures are intact');
  else answer(vi ? 'SỐ LIỆU LƯU ĐÃ BỊ SỬA' : 'THE KEPT FIGURES WERE CHANGED');
  if (file) {
    answer(FILES[file.state][vi ? 0 : 1]);
    for (const text of file.missing) answer(`  - ${text}`);
  }
  if (differences.length === 0) {
    answer(vi ? 'Tính lại: không có gì khác' : 'Counted anew: nothing differs');
    return;
  }
  const table = new Table({
    head: vi
      ? ['Số liệu', 'đã in', 'tính lại khi đó', 'hiện nay']
      : ['Figure', 'printed', 'then', 'now'],
    style: { head: [], border: [] },
  });
  for (const { figure, printed, then, now } of differences) {
    table.push([figure, printed, then, now].map(String));
  }
  answer(table.toString());
}

/** `kip document verify`: the kept figures, the file, and what has become another figure since. */
export async function verifyDocument(
  file: string | undefined,
  options: VerifyOptions,
): Promise<number> {
  const bytes = file === undefined ? null : bytesOf(file);
  const id = idOf(bytes, options.id);
  return withInstallation(options, async ({ store, reference }) => {
    await requireTables(store);
    const snapshot = await reference.get();
    const document = await store.transaction({ role: 'worker' }, (tx) => printedDocument(tx, id));
    if (!document) throw new Problem('document_unknown', `no document ${id} was printed here`);
    const sight: Access =
      document.scope === null ? { role: 'worker' } : { role: 'desk', scope: document.scope };
    const found: Found = {
      id,
      intact: isIntact(document),
      file: bytes === null ? null : examineFile(bytes, document),
      differences: await store.snapshot(sight, (tx) => recount(tx, snapshot, document)),
    };
    if (options.json) answerJson({ ...found, as_of: document.asOf, asked: document.asked });
    else tell(found, options.lang === 'vi');
    const stands =
      found.intact && found.file?.state !== 'altered' && found.differences.length === 0;
    return stands ? 0 : 1;
  });
}
