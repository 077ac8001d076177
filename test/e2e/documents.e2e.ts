import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DocumentView, type FiguresBody } from '#libs/dto';
import { examineFile, printNext } from '#libs/documents';
import { REPORTER } from '#libs/domain';
import { rateStage } from '#libs/pipeline';
import {
  askDocument,
  finishDocument,
  newId,
  printedDocument,
  setClock,
  takeDocument,
} from '#libs/store';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import {
  STAFF,
  type TestDesk,
  as,
  command,
  file,
  get,
  post,
  problem,
  startDesk,
  walk,
  working,
} from '../harness/desk.js';
import { type Ended, kip } from '../harness/kip.js';
import { unzip, wordsOf } from '../harness/unzip.js';

let desk: TestDesk;
let folder: string;
const CATEGORY = { category: 'telecom.cable-sagging', address: 'Đường Lê Lợi' };
/** 12 reports, 10 of them resolved in time, one late, one open; eight rated, seven satisfied. */
const SENTENCE =
  'đã tiếp nhận 12 phản ánh về rác rưởi viễn thông; trong đó đã xử lý 10 phản ánh trong hạn (83,3%); ' +
  '02 phản ánh quá hạn (16,7%). Tỷ lệ hài lòng của người dân: 87,5%';
const codes: string[] = [];

async function at(instant: string): Promise<void> {
  await setClock(desk.database.store, new Date(instant));
}

async function owner(sql: string, values: readonly unknown[] = []): Promise<void> {
  await desk.database.store.transaction({ role: 'owner' }, (tx) => tx.query(sql, values));
}

async function resolve(code: string): Promise<void> {
  const answer = await command(STAFF, code, 'resolve', { text: 'đã căng lại cáp' });
  expect(answer.status).toBe(200);
}

beforeAll(async () => {
  desk = await startDesk();
  folder = await mkdtemp(path.join(tmpdir(), 'kip-documents-'));
  const { store, reference } = desk.database;
  // A name that a spreadsheet would take for a formula.
  await owner(`UPDATE units SET name = name || '{"vi": "=cmd|viettel"}' WHERE code = 'viettel'`);
  reference.forget();
  for (let one = 0; one < 12; one += 1) {
    const { report } = await file(`Cáp sà số ${one}`, CATEGORY);
    codes.push(report.code);
    await walk(report.code, working);
  }
  await at('2026-03-06T03:00:00Z');
  for (const [index, code] of codes.slice(0, 10).entries()) {
    await resolve(code);
    if (index >= 8) continue;
    const value = index < 7 ? 'satisfied' : 'not_satisfied';
    await store.transaction({ role: 'intake' }, async (tx) =>
      rateStage(tx, await reference.get(), { code, actor: REPORTER, value, comment: null }),
    );
  }
  await at('2026-04-06T03:00:00Z');
  await resolve(codes[10] ?? '');
}, 120_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await desk.stop();
});

const printAll = async (): Promise<void> => {
  while (await printNext(desk.database.store, desk.database.reference));
};

async function ask(person: string, body: object): Promise<DocumentView> {
  const answer = await post<DocumentView>(person, '/v1/desk/documents', { year: 2026, ...body });
  expect(answer).toMatchObject({ status: 202, body: { state: 'waiting', progress: 0 } });
  return answer.body;
}

async function fileOf(person: string, id: string): Promise<{ bytes: Buffer; headers: Headers }> {
  const answer = await fetch(`${desk.url}/v1/desk/documents/${id}/file`, { headers: as(person) });
  expect(answer.status).toBe(200);
  return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
}

/** Asked for, printed, and read back, with what the list then says of it. */
async function printed(
  person: string,
  body: object,
): Promise<{ id: string; view: DocumentView; bytes: Buffer; headers: Headers }> {
  const { id } = await ask(person, body);
  await printAll();
  const { body: view } = await get<DocumentView>(person, `/v1/desk/documents/${id}`);
  expect(view).toMatchObject({ id, state: 'done', progress: 100, error: null });
  return { id, view, ...(await fileOf(person, id)) };
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ');

describe('a document that somebody at the desk asks for', () => {
  it('waits, is printed in the background, and comes as a file of its own', async () => {
    const { id, view, bytes, headers } = await printed('sup-1', {
      ...{ format: 'docx', agency: 'SỞ <KH&CN>', place: 'Huế' },
    });
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="kip-2026-/);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(view).toMatchObject({ reports: 12, checksum: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const parts = unzip(bytes);
    const words = wordsOf(parts.get('word/document.xml'));
    expect(words).toContain(`Trong năm 2026, ${SENTENCE}.`);
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'SỞ &lt;KH&CN&gt;',
      'VII. KIẾN NGHỊ, ĐỀ XUẤT',
    ]) {
      expect(words).toContain(part);
    }
    const pictures = [...parts.keys()].filter((name) => name.startsWith('word/media/'));
    expect(pictures.map((name) => path.extname(name)).sort()).toEqual([
      '.png',
      '.png',
      '.svg',
      '.svg',
    ]);
    const properties = parts.get('docProps/custom.xml')?.toString('utf8') ?? '';
    expect(properties).toContain(id);
    expect(properties).toContain(view.checksum);
    const { body: list } = await get<{ items: DocumentView[] }>('sup-1', '/v1/desk/documents');
    expect(list.items.map((item) => item.id)).toContain(id);
  });

  it('is a PDF with its own letters, which says the same', async () => {
    const { id, view, bytes } = await printed('sup-1', { format: 'pdf' });
    const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise;
    let text = '';
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      text += items.map((item) => ('str' in item ? `${item.str} ` : '')).join('');
    }
    expect(squeezed(text)).toContain(SENTENCE);
    expect(bytes.toString('latin1')).toMatch(/\/FontName \/[A-Z]+\+Tinos/);
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Custom: { KipDocument: id, KipChecksum: view.checksum } });
    await pdf.destroy();
  });

  it('is a workbook and a CSV in which no name becomes a formula', async () => {
    const sheets = await printed('sup-1', { format: 'xlsx' });
    const parts = unzip(sheets.bytes);
    const all = [...parts]
      .filter(([name]) => name.startsWith('xl/'))
      .map(([, part]) => part.toString('utf8'));
    expect(all.join('\n')).toContain("'=cmd|viettel");
    expect(all.join('\n')).not.toMatch(/>=cmd|<f>/);
    expect(parts.get('docProps/custom.xml')?.toString('utf8')).toContain(sheets.id);
    const csv = await printed('sup-1', { format: 'csv' });
    const text = csv.bytes.toString('utf8');
    expect(text.startsWith('\ufefftable;cohort;code;name;figure;value\r\n')).toBe(true);
    expect(text).toContain(`document;;;;checksum;${csv.view.checksum}`);
    expect(text).toContain("unit;received;viettel;'=cmd|viettel;on_time;10\r\n");
    expect(text).not.toMatch(/(^|;)"?=cmd/m);
    const english = await printed('sup-1', { format: 'csv', language: 'en' });
    expect(english.bytes.toString('utf8')).toContain('total,received,,,on_time,10\r\n');
  });

  it('is JSON whose checksum anybody can work out', async () => {
    const { view, bytes } = await printed('sup-1', { format: 'json' });
    const { figures, checksum } = JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([key, one]) => [key, sorted(one)]),
            )
          : value;
    const canonical = JSON.stringify(sorted(figures));
    expect(checksum).toBe(createHash('sha256').update(canonical).digest('hex'));
    expect(view.checksum).toBe(checksum);
    expect(figures).toMatchObject({
      received: { all: 12, on_time: 10, late: 1, open_overdue: 1, rated: 8, satisfied: 7 },
      definitions: { on_time_rate: { vi: expect.stringContaining('Tỷ lệ đúng hạn') } },
    });
  });

  it('counts what the person sees, and is nobody else’s', async () => {
    await owner(`UPDATE people SET units = '{vnpt}' WHERE code = 'sup-1'`);
    desk.database.reference.forget();
    const { report } = await file('Cáp của VNPT', CATEGORY);
    await walk(report.code, [['op-1', 'assign', { unit: 'vnpt', words: 'x' }]]);
    const own = await printed('sup-1', { format: 'json' });
    const seen = await get<FiguresBody>('sup-1', '/v1/figures?from=2026-01-01&to=2026-12-31');
    expect(JSON.parse(own.bytes.toString('utf8'))).toMatchObject({
      figures: { received: { all: 1 } },
    });
    expect(seen.body.total.counts.all).toBe(1);
    const wide = await printed('admin-1', { format: 'json' });
    expect(JSON.parse(wide.bytes.toString('utf8'))).toMatchObject({
      figures: { received: { all: 13 } },
    });
    expect(await get('admin-1', `/v1/desk/documents/${own.id}`)).toMatchObject(
      problem(404, 'not_found'),
    );
    expect(await get('admin-1', `/v1/desk/documents/${own.id}/file`)).toMatchObject(
      problem(404, 'not_found'),
    );
    expect(await get('op-1', '/v1/desk/documents')).toMatchObject(problem(403, 'role_not_allowed'));
    await owner(`UPDATE people SET units = '{*}' WHERE code = 'sup-1'`);
    desk.database.reference.forget();
  });

  it('cannot be asked for with another’s sight, whatever the program does', async () => {
    const scope = {
      streams: ['*'],
      areas: ['*'],
      units: ['vnpt'],
      networks: ['*'],
      contacts: false,
    };
    const mine = { ...scope, person: 'sup-1' };
    const asked = {
      ...{ from: '2026-01-01', to: '2026-12-31', network: null, stream: null, category: null },
      ...{ parent_agency: null, agency: null, place: null },
    };
    const { store } = desk.database;
    const asking = (wanted: typeof mine): Promise<unknown> =>
      store.transaction({ role: 'desk', scope: mine }, (tx) =>
        askDocument(tx, {
          id: newId(),
          format: 'json',
          language: 'vi',
          asked,
          scope: wanted,
          askedBy: 'sup-1',
        }),
      );
    await expect(asking({ ...mine, units: ['*'] })).rejects.toThrow('row-level security');
    await asking(mine);
    await printAll();
  });

  it('is refused where it names what is not there, and says so where there is nothing to print', async () => {
    const body = { year: 2026, format: 'pdf', network: 'no-such' };
    expect(await post('sup-1', '/v1/desk/documents', body)).toMatchObject(
      problem(422, 'unknown_reference'),
    );
    const { id } = await ask('sup-1', { year: 2019, format: 'pdf' });
    await printAll();
    const { body: view } = await get<DocumentView>('sup-1', `/v1/desk/documents/${id}`);
    expect(view).toMatchObject({ state: 'failed', error: 'document_empty' });
    expect(await get('sup-1', `/v1/desk/documents/${id}/file`)).toMatchObject(
      problem(409, 'document_not_ready'),
    );
  });

  it('is printed once by many, and again where one died under it', async () => {
    const { store, reference } = desk.database;
    const asked = [await ask('sup-1', { format: 'json' }), await ask('sup-1', { format: 'json' })];
    const worked = await Promise.all([1, 2, 3].map(() => printNext(store, reference)));
    expect(worked.filter(Boolean)).toHaveLength(2);
    for (const { id } of asked) {
      const { body } = await get<DocumentView>('sup-1', `/v1/desk/documents/${id}`);
      expect(body).toMatchObject({ state: 'done' });
    }
    const { id } = await ask('sup-1', { format: 'json' });
    const dead = await store.transaction({ role: 'worker' }, takeDocument);
    expect(dead).toMatchObject({ id, tries: 1 });
    expect(await printNext(store, reference)).toBe(false);
    await owner(
      `UPDATE documents SET held_until = clock_timestamp() - interval '1 s' WHERE id = $1`,
      [id],
    );
    expect(await printNext(store, reference)).toBe(true);
    const done = await store.transaction({ role: 'worker' }, (tx) => printedDocument(tx, id));
    if (!done || !dead) throw new Error('it was not printed');
    const late = await store.transaction({ role: 'worker' }, (tx) =>
      finishDocument(tx, dead, done, Buffer.from('x')),
    );
    expect(late).toBe(false);
  });
});

describe('kip document', () => {
  const run = (...args: string[]): Promise<Ended> =>
    kip(['document', ...args], { KIP_HOME: folder, DATABASE_URL: desk.database.url });
  const out = (name: string): string => path.join(folder, name);
  const year = (name: string, ...more: string[]): Promise<Ended> => {
    const args = ['--year', '2026', '--network', 'telecom', '--category', 'telecom.cable-sagging'];
    return run(
      'year',
      ...args,
      '--format',
      path.extname(name).slice(1),
      '--out',
      out(name),
      ...more,
    );
  };

  it('writes a file, tells what it wrote, and overwrites none', async () => {
    // Nobody offered these to the network: by category alone.
    const args = ['year', '--year', '2026', '--category', 'telecom', '--format', 'json'];
    const first = await run(...args, '--out', out('a.json'), '--reports', out('a.csv'), '--json');
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(first.stdout)).toMatchObject({ reports: { received: 13 }, format: 'json' });
    const list = await readFile(out('a.csv'), 'utf8');
    expect(list.split('\r\n')).toHaveLength(13 + 2);
    expect(list).toContain(codes[0]);
    const again = await run(...args, '--out', out('a.json'));
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('--force');
    expect((await run(...args, '--out', out('a.json'), '--force')).code).toBe(0);
  });

  it('says that a period has nothing, and leaves no file behind', async () => {
    const nothing = await year('b.docx');
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toContain('nothing was received or due');
    expect(existsSync(out('b.docx'))).toBe(false);
    expect(existsSync(out('b.docx.part'))).toBe(false);
  });

  const printing = async (name: string): Promise<string> => {
    const format = path.extname(name).slice(1);
    const args = ['year', '--year', '2026', '--category', 'telecom', '--format', format];
    const ended = await run(...args, '--out', out(name), '--json');
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    return (JSON.parse(ended.stdout) as { id: string }).id;
  };

  it('knows its own file in every format, and one that was changed', async () => {
    for (const name of ['c.docx', 'c.pdf', 'c.xlsx', 'c.csv', 'c.json']) {
      await printing(name);
      const verified = await run('verify', out(name), '--json');
      expect({ name, code: verified.code, stderr: verified.stderr }).toEqual({
        name,
        code: 0,
        stderr: '',
      });
      expect(JSON.parse(verified.stdout)).toMatchObject({
        ...{ intact: true, file: { state: 'as_printed' }, differences: [] },
      });
    }
    const told = await readFile(out('c.json'), 'utf8');
    await writeFile(out('c.json'), told.replace('"late": 1,', '"late": 0,'));
    const tampered = await run('verify', out('c.json'));
    expect(tampered.code).toBe(1);
    expect(tampered.stdout).toContain('tệp đã bị sửa nội dung do hệ thống tính');
    expect((await run('verify', out('a.csv'))).code).toBe(2);
  }, 240_000);

  it('lets an author write in a Word file, and names the sentence that somebody changed', async () => {
    const id = await printing('d.docx');
    const { store } = desk.database;
    const kept = await store.transaction({ role: 'worker' }, (tx) => printedDocument(tx, id));
    if (!kept) throw new Error('nothing was kept');
    const bytes = await readFile(out('d.docx'));
    const parts = unzipSync(new Uint8Array(bytes));
    const xml = unzip(bytes).get('word/document.xml')?.toString('utf8') ?? '';
    const changed = (text: string): Uint8Array =>
      zipSync({ ...parts, 'word/document.xml': strToU8(text) });
    const written = xml.replace('[Nguyên nhân khách quan, chủ quan]', 'Do mưa bão kéo dài.');
    expect(written).not.toBe(xml);
    expect(examineFile(changed(written), kept)).toEqual({ state: 'edited', missing: [] });
    const prettier = xml.replace('(83,3%)', '(93,3%)').replaceAll('76,9%', '96,9%');
    expect(prettier).not.toBe(xml);
    const finding = examineFile(changed(prettier), kept);
    expect(finding.state).toBe('altered');
    expect(finding.missing.join('\n')).toMatch(/76,9%|83,3%/);
  });

  it('notices a report that became another since, and figures that somebody changed', async () => {
    const id = await printing('e.json');
    await expect(owner(`UPDATE documents SET figures = '{}' WHERE id = $1`, [id])).rejects.toThrow(
      'append-only',
    );
    await at('2026-04-07T03:00:00Z');
    await resolve(codes[11] ?? '');
    await owner(
      `UPDATE facts SET ended_at = ended_at + interval '30 days'
       WHERE subject = 'cycle' AND report_id = (SELECT id FROM reports WHERE code = $1)`,
      [codes[0]],
    );
    const since = await run('verify', '--id', id, '--json');
    expect(since.code).toBe(1);
    const { intact, differences } = JSON.parse(since.stdout) as {
      intact: boolean;
      differences: { figure: string; printed: number; then: number; now: number }[];
    };
    expect(intact).toBe(true);
    const of = (figure: string): object => differences.find((one) => one.figure === figure) ?? {};
    expect(of('received.late')).toMatchObject({ printed: 1, then: 2, now: 3 });
    expect(of('received.open_overdue')).toMatchObject({ printed: 1, then: 1, now: 0 });
    expect(of('behind.sha256')).toMatchObject({ figure: 'behind.sha256' });
    await owner('ALTER TABLE documents DISABLE TRIGGER documents_frozen');
    await owner(
      `UPDATE documents SET figures = jsonb_set(figures, '{received,late}', '0') WHERE id = $1`,
      [id],
    );
    await owner('ALTER TABLE documents ENABLE TRIGGER documents_frozen');
    const forged = await run('verify', out('e.json'));
    expect(forged.code).toBe(1);
    expect(forged.stdout).toContain('SỐ LIỆU LƯU ĐÃ BỊ SỬA');
  });
});
