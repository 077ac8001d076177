import { Document, isMap, isPair, isScalar, isSeq, visit } from 'yaml';
import { type CalendarText } from '#libs/domain';
import { type ShapeFault, entriesOf } from './written.js';

// Files of entries that people edit one by one, and the same entries as data: calendars, policies.

/** What is wrong with something that somebody wrote: where, what, and the remedy. */
export interface WrittenProblem {
  /** `calendars.yaml:12 hue-office`, or the path of a field where it came as JSON. */
  readonly place: string;
  readonly text: CalendarText;
}

type Path = readonly (string | number)[];

/** What was read: all of it, or none and every problem. */
export interface Read<Entry> {
  readonly entries: readonly Entry[];
  readonly problems: readonly WrittenProblem[];
}

/** A kind of entry: how it is called, which fields it has, and what is wrong with one. */
export interface EntryKind<Entry> {
  readonly name: CalendarText;
  readonly fields: string;
  readonly check: (raw: object, at: (path: Path) => string) => Read<Entry>;
}

/**
 * Reads and checks a file of entries, whole: with one problem anywhere nothing of it is used.
 * @param file how the file is called in places
 */
export function readEntries<Entry>(
  text: string,
  file: string,
  { name, check }: EntryKind<Entry>,
): Read<Entry> {
  const unreadable: string[] = [];
  const written = entriesOf(text, file, unreadable);
  const read = written.map(({ raw, at }) => check(raw, at));
  const problems: WrittenProblem[] = [
    ...unreadable.map((fault) => {
      const [, place = file, words = fault] = /^(.*?): (.*)$/s.exec(fault) ?? [];
      return { place, text: { vi: yamlVi(words, name.vi), en: words } };
    }),
    ...read.flatMap((one) => one.problems),
  ];
  const seen = new Set<unknown>();
  for (const { raw, place } of written) {
    const { code } = raw;
    if (seen.has(code)) {
      const vi = `mã ${name.vi} này đã có ở trên; bỏ một trong hai hoặc đổi mã`;
      problems.push({
        place,
        text: { vi, en: 'this code stands above too; remove or rename one' },
      });
    }
    seen.add(code);
  }
  if (written.length === 0 && problems.length === 0) {
    const vi = `tệp không có ${name.vi} nào; thêm ít nhất một mục bắt đầu bằng "- code:"`;
    const en = `the file holds no ${name.en}; add at least one entry that begins with "- code:"`;
    problems.push({ place: file, text: { vi, en } });
  }
  return { entries: problems.length > 0 ? [] : read.flatMap((one) => one.entries), problems };
}

function yamlVi(words: string, name: string): string {
  return words.startsWith('this is not YAML')
    ? `không phải YAML hợp lệ (${words}); sửa dòng này`
    : `cần một danh sách các ${name}, mỗi mục bắt đầu bằng "- code:" (${words})`;
}

/** Checks one entry that came as data; places are paths of fields such as `holidays.3.date`. */
export function checkData<Entry>(
  data: unknown,
  { name, fields, check }: EntryKind<Entry>,
): Read<Entry> {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    const vi = `cần một ${name.vi} gồm ${fields}`;
    const en = `a ${name.en} with ${fields} is expected`;
    return { entries: [], problems: [{ place: '', text: { vi, en } }] };
  }
  return check(data, (path) => path.join('.'));
}

/** What is said of a field that an entry does not have. */
export function unknownField(
  { at }: ShapeFault,
  { name, fields }: Pick<EntryKind<unknown>, 'name' | 'fields'>,
): CalendarText {
  const field = at.join('.');
  const [known, knownVi] =
    at.length === 1 ? [`; an entry has ${fields}`, `; một ${name.vi} gồm ${fields}`] : ['', ''];
  return {
    vi: `không có trường "${field}"; bỏ đi hoặc sửa tên${knownVi}`,
    en: `there is no field "${field}"; remove it or correct its name${known}`,
  };
}

/**
 * Entries as YAML that `readEntries` reads back.
 * @param onOneLine the fields whose lists and names stand on one line
 */
export function entriesYaml(
  entries: readonly object[],
  onOneLine: (key: unknown, value: object) => boolean,
): string {
  const document = new Document(entries);
  visit(document, (_, node) => {
    if (!isPair(node) || !isScalar(node.key)) return;
    const { value } = node;
    if ((isMap(value) || isSeq(value)) && onOneLine(node.key.value, value)) value.flow = true;
  });
  return document.toString({
    defaultStringType: 'QUOTE_SINGLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
  });
}
