import { type ReporterItem, type StaffItem, type Words } from '#libs/contracts';
import { anchor, escaped, localTime, paragraph, row, table } from './html.js';
import { type Letter, type Letterhead } from './letter.js';
import {
  REJECT_REASON_WORDS,
  REPORTER_OPENINGS,
  REPORTER_SUBJECTS,
  STAFF_TOPIC_WORDS,
  TOLD_FIELDS,
  TOLD_PHRASES,
  manyWords,
} from './told-words.js';
import { FIELD_WORDS, PHRASES, SENTENCES } from './words.js';

export type Line = readonly [label: string, value: string];

/** The frame that all letters have: greeting, what it is about, the body, and who sends it. */
export function framed(
  language: keyof Words,
  subject: string,
  before: readonly string[],
  body: { readonly text: string; readonly html: string },
  after: readonly string[],
): Letter {
  const { closing, system, automatic } = PHRASES;
  return {
    subject,
    text: [
      ...before,
      body.text,
      ...after,
      `${closing[language]}\n${system[language]}`,
      `-- \n${automatic[language]}\n`,
    ].join('\n\n'),
    html: [
      '<!doctype html>',
      `<html lang="${language}"><body>`,
      ...before.map(paragraph),
      body.html,
      ...after.map(paragraph),
      `<p>${escaped(closing[language])}<br>${escaped(system[language])}</p>`,
      `<p><small>${escaped(automatic[language])}</small></p>`,
      '</body></html>',
    ].join('\n'),
  };
}

export function bodyOf(
  lines: readonly Line[],
  link: Line | null,
): { readonly text: string; readonly html: string } {
  const all = link ? [...lines, link] : lines;
  return {
    text: all.map(([name, value]) => `- ${name}: ${value}`).join('\n'),
    html: table([
      ...lines.map((line) => row('td', line.map(escaped))),
      ...(link ? [row('td', [escaped(link[0]), anchor(link[1], link[1])])] : []),
    ]),
  };
}

/**
 * A letter to whoever sent a report, about one thing that happened to it.
 * @param token opens the report's page; it stands behind the mark that no browser sends to a server
 */
export function reporterLetter(item: ReporterItem, head: Letterhead, token: string): Letter {
  const { language, name, publicUrl } = head;
  const { topic, code, category, unit, dueAt, zone, text, rejected, survivor } = item;
  const say = (words: Words): string => words[language];
  const lines: Line[] = [
    [say(FIELD_WORDS.code), code],
    ...(category ? [[say(FIELD_WORDS.category), say(category)] as const] : []),
    ...(unit ? [[say(FIELD_WORDS.unit), say(unit)] as const] : []),
    ...(dueAt ? [[say(TOLD_FIELDS.promise), localTime(dueAt, zone)] as const] : []),
    ...(rejected ? [[say(TOLD_FIELDS.rejected), say(REJECT_REASON_WORDS[rejected])] as const] : []),
    ...(survivor !== null ? [[say(TOLD_FIELDS.survivor), survivor] as const] : []),
    ...(text !== null ? [[say(TOLD_FIELDS.text), text] as const] : []),
  ];
  const url =
    publicUrl === null ? null : `${publicUrl}/reports/${encodeURIComponent(code)}#${token}`;
  const link = url === null ? null : ([say(TOLD_FIELDS.follow), url] as const);
  const greeting = name === '' ? say(TOLD_PHRASES.anonymous) : SENTENCES[language].greeting(name);
  return framed(
    language,
    `[Kịp] ${say(REPORTER_SUBJECTS[topic])}: ${code}`,
    [greeting, say(REPORTER_OPENINGS[topic])],
    bodyOf(lines, link),
    link ? [say(TOLD_PHRASES.kept), say(TOLD_PHRASES.off)] : [],
  );
}

/**
 * A letter to somebody who works on reports, about what happened to them.
 * @param items at least one
 */
export function staffLetter(items: readonly StaffItem[], head: Letterhead): Letter {
  const { language, name, publicUrl } = head;
  const say = (words: Words): string => words[language];
  const [only] = items;
  if (!only) throw new Error('a letter tells of something');
  const words = manyWords(items.length);
  const subject =
    items.length === 1 ? `${say(STAFF_TOPIC_WORDS[only.topic])}: ${only.code}` : say(words.subject);
  const opening =
    items.length === 1 ? `${say(STAFF_TOPIC_WORDS[only.topic])}:` : say(words.opening);
  const link = (code: string): string | null =>
    publicUrl === null ? null : `${publicUrl}/reports/${encodeURIComponent(code)}`;
  const cellsOf = ({ topic, code, category, unit, dueAt, zone }: StaffItem): string[] => [
    say(STAFF_TOPIC_WORDS[topic]),
    code,
    category ? say(category) : '',
    unit ? say(unit) : '',
    dueAt ? localTime(dueAt, zone) : '',
  ];
  const names = (['topic', 'code', 'category', 'unit', 'due'] as const).map((field) =>
    say(FIELD_WORDS[field]),
  );
  const text = items.map((item, index) => {
    const told = cellsOf(item).filter((cell) => cell !== '');
    const url = link(item.code);
    return [`${index + 1}. ${told.join(' | ')}`, ...(url === null ? [] : [`   ${url}`])].join('\n');
  });
  const html = table([
    row('th', names.map(escaped)),
    ...items.map((item) => {
      const url = link(item.code);
      return row(
        'td',
        cellsOf(item).map((cell, at) =>
          at === 1 && url !== null ? anchor(url, cell) : escaped(cell),
        ),
      );
    }),
  ]);
  return framed(
    language,
    `[Kịp] ${subject}`,
    [SENTENCES[language].greeting(name), opening],
    { text: text.join('\n'), html },
    [],
  );
}
