import { type NoticeItem, type Words } from '#libs/contracts';
import { type TimeLeft } from '#libs/domain';
import { anchor, escaped, localTime, paragraph, row, table } from './html.js';
import {
  FIELD_WORDS,
  NONE_WORDS,
  OPENING_WORDS,
  PHRASES,
  RECIPIENT_WORDS,
  SENTENCES,
  TOPIC_WORDS,
  type Topic,
  askedOf,
} from './words.js';

/** To whom a letter goes, and what all its items share. */
export interface Letterhead {
  readonly name: string;
  readonly language: keyof Words;
  /** Where reports are opened; null: nowhere. */
  readonly publicUrl: string | null;
}

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Line = readonly [label: string, value: string];

const MINUTE_MS = 60_000;

/** An escalation is late; so is a warning whose due passed while it waited for its person. */
const isLate = ({ kind, left }: NoticeItem): boolean => kind !== 'warning' || (left?.late ?? false);

function topicOf(item: NoticeItem): Topic {
  const late = isLate(item);
  if (item.milestone === 'triage') return late ? 'triage_overdue' : 'triage_soon';
  if (item.milestone === 'commitment') return late ? 'commitment_passed' : 'commitment_soon';
  if (item.dueAt === null) return 'no_deadline';
  return late ? 'overdue' : 'due_soon';
}

/** In whole minutes; days only of elapsed time, since a working day is no fixed number of hours. */
function timeWords({ ms, late, of }: TimeLeft, language: keyof Words): string {
  const sentences = SENTENCES[language];
  const all = Math.floor(ms / MINUTE_MS);
  if (all === 0) return sentences.now();
  const days = of === 'elapsed' ? Math.floor(all / (24 * 60)) : 0;
  const rest = all - days * 24 * 60;
  const amount = sentences.amount(days, Math.floor(rest / 60), rest % 60);
  return sentences.time(amount, late, of === 'working');
}

const linkTo = (code: string, publicUrl: string): string =>
  `${publicUrl}/reports/${encodeURIComponent(code)}`;

function linesOf(item: NoticeItem, { language }: Letterhead): Line[] {
  const { category, unit, dueAt, left, zone } = item;
  const dueLabel = DUE_LABELS[item.milestone];
  const due = dueAt === null ? NONE_WORDS.due[language] : localTime(dueAt, zone);
  return [
    [FIELD_WORDS.code[language], item.code],
    [FIELD_WORDS.category[language], (category ?? NONE_WORDS.category)[language]],
    [FIELD_WORDS.unit[language], (unit ?? NONE_WORDS.unit)[language]],
    [dueLabel[language], due],
    ...(left ? [[FIELD_WORDS.time[language], timeWords(left, language)] as const] : []),
  ];
}

const DUE_LABELS: Readonly<Record<NoticeItem['milestone'], Words>> = {
  triage: FIELD_WORDS.triageDue,
  respond: FIELD_WORDS.due,
  resolve: FIELD_WORDS.due,
  commitment: FIELD_WORDS.committedTo,
};

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/** What is asked, and why it came here though it was meant for others. */
function requests(items: readonly NoticeItem[], language: keyof Words): string[] {
  const missed = distinct(
    items.flatMap((item) => item.missed.map((level) => RECIPIENT_WORDS[level][language])),
  );
  return [
    ...distinct(items.map((item) => askedOf(topicOf(item), item.reached)[language])),
    ...(missed.length > 0 ? [SENTENCES[language].missed(missed.join(', '))] : []),
  ];
}

function subjectOf(items: readonly NoticeItem[], language: keyof Words): string {
  const urgent = items.some((item) => item.urgent) ? ` [${PHRASES.urgent[language]}]` : '';
  const [only] = items;
  if (!only) throw new Error('a letter tells of something');
  if (items.length > 1) {
    const late = items.filter(isLate).length;
    return `[Kịp]${urgent} ${SENTENCES[language].manySubject(items.length, late)}`;
  }
  const category = only.category ? ` – ${only.category[language]}` : '';
  return `[Kịp]${urgent} ${TOPIC_WORDS[topicOf(only)][language]}: ${only.code}${category}`;
}

function oneReport(item: NoticeItem, head: Letterhead): { text: string; html: string } {
  const { publicUrl, language } = head;
  const url = publicUrl === null ? null : linkTo(item.code, publicUrl);
  const lines = linesOf(item, head);
  const label = FIELD_WORDS.link[language];
  return {
    text: [
      ...lines.map(([name, value]) => `- ${name}: ${value}`),
      ...(url === null ? [] : [`- ${label}: ${url}`]),
    ].join('\n'),
    html: table([
      ...lines.map((line) => row('td', line.map(escaped))),
      ...(url === null ? [] : [row('td', [escaped(label), anchor(url, url)])]),
    ]),
  };
}

function manyReports(
  items: readonly NoticeItem[],
  head: Letterhead,
): { text: string; html: string } {
  const { publicUrl, language } = head;
  const names = (['topic', 'code', 'category', 'unit', 'due', 'time'] as const).map(
    (name) => FIELD_WORDS[name][language],
  );
  const cellsOf = (item: NoticeItem): string[] => {
    const { category, unit, dueAt, left, zone } = item;
    return [
      TOPIC_WORDS[topicOf(item)][language],
      item.code,
      (category ?? NONE_WORDS.category)[language],
      (unit ?? NONE_WORDS.unit)[language],
      dueAt === null ? NONE_WORDS.due[language] : localTime(dueAt, zone),
      left ? timeWords(left, language) : '',
    ];
  };
  const link = (code: string): string =>
    publicUrl === null ? escaped(code) : anchor(linkTo(code, publicUrl), code);
  return {
    text: items
      .map((item, index) => {
        const [topic, ...rest] = cellsOf(item);
        const url = publicUrl === null ? [] : [linkTo(item.code, publicUrl)];
        return [
          `${index + 1}. ${topic}: ${rest.filter((cell) => cell !== '').join(' | ')}`,
          ...url,
        ].join('\n   ');
      })
      .join('\n'),
    html: table([
      row('th', names.map(escaped)),
      ...items.map((item) =>
        row(
          'td',
          cellsOf(item).map((cell, at) => (at === 1 ? link(item.code) : escaped(cell))),
        ),
      ),
    ]),
  };
}

/**
 * A letter about one alarm or several, in the language of whoever it goes to.
 * @param items at least one; what is late comes first in a letter about several
 */
export function letterOf(items: readonly NoticeItem[], head: Letterhead): Letter {
  const { language } = head;
  const sentences = SENTENCES[language];
  const sorted = [...items].sort((a, b) => Number(isLate(b)) - Number(isLate(a)));
  const [only] = sorted;
  const one = only && sorted.length === 1 ? only : null;
  const opening = one
    ? OPENING_WORDS[topicOf(one)][language]
    : sentences.manyOpening(sorted.length);
  const body = one ? oneReport(one, head) : manyReports(sorted, head);
  const greeting = sentences.greeting(head.name);
  const asked = requests(sorted, language);
  const { closing, system, automatic } = PHRASES;
  return {
    subject: subjectOf(sorted, language),
    text: [
      greeting,
      opening,
      body.text,
      ...asked,
      `${closing[language]}\n${system[language]}`,
      `-- \n${automatic[language]}\n`,
    ].join('\n\n'),
    html: [
      '<!doctype html>',
      `<html lang="${language}"><body>`,
      paragraph(greeting),
      paragraph(opening),
      body.html,
      ...asked.map(paragraph),
      `<p>${escaped(closing[language])}<br>${escaped(system[language])}</p>`,
      `<p><small>${escaped(automatic[language])}</small></p>`,
      '</body></html>',
    ].join('\n'),
  };
}
