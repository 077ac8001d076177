import { type Language } from '#libs/domain';
import { type PreviewPage, type PreviewedClock } from '#libs/pipeline';
import Table from 'cli-table3';

const WORDS = {
  vi: {
    clock: { promise: 'hạn xử lý', answer: 'hạn trả lời', leg: 'hạn của đơn vị' },
    kind: {
      later: 'lùi lại',
      earlier: 'sớm hơn',
      same: 'không đổi',
      missed: 'sẽ quá hạn ngay',
      freed: 'hết quá hạn',
      left: 'không tính lại',
    },
    nobody: '(chưa giao)',
    unit: 'đơn vị đang giữ',
    report: 'phản ánh',
    which: 'thời hạn',
    before: 'hiện nay',
    after: 'sẽ là',
    none: 'không có hạn',
    reports: 'phản ánh đang mở; thời hạn tính lại',
    nothing: 'không có gì thay đổi, đây chỉ là bản xem trước',
    more: 'dòng nữa; dùng --json để lấy tất cả',
  },
  en: {
    clock: { promise: 'promise', answer: 'first answer', leg: "unit's due" },
    kind: {
      later: 'later',
      earlier: 'earlier',
      same: 'the same',
      missed: 'missed at once',
      freed: 'no longer missed',
      left: 'not counted again',
    },
    nobody: '(nobody yet)',
    unit: 'held by',
    report: 'report',
    which: 'clock',
    before: 'now',
    after: 'would be',
    none: 'no due',
    reports: 'open reports; dues counted again',
    nothing: 'nothing was changed: this is a preview',
    more: 'more lines; --json gives all of them',
  },
} as const;

/** What other terms would do to a clock. */
export type Effect = keyof (typeof WORDS)['en']['kind'];
const EFFECTS: readonly Effect[] = ['later', 'earlier', 'same', 'missed', 'freed', 'left'];
const LINES = 20;

/** One word for what other terms would do to a clock. */
export function effectOf({ how, before, after }: PreviewedClock): Effect {
  if (how === 'told' || how === 'set') return 'left';
  if (after.breachedAt && !before.breachedAt) return 'missed';
  if (before.breachedAt && !after.breachedAt) return 'freed';
  if (how === 'same') return 'same';
  if (!after.dueAt) return 'later';
  return before.dueAt && before.dueAt > after.dueAt ? 'earlier' : 'later';
}

/** How many clocks there are of each effect. */
export type EffectCounts = Readonly<Record<Effect, number>>;

/** A preview as it is told: what does not change is counted and not kept. */
export class Preview {
  reports = 0;
  clocks = 0;
  readonly units = new Map<string | null, Record<Effect, number>>();
  readonly changing: PreviewedClock[] = [];

  /** Adds a page. */
  add({ reports, clocks }: PreviewPage): void {
    this.reports += reports;
    this.clocks += clocks.length;
    for (const one of clocks) {
      const effect = effectOf(one);
      const counts = this.units.get(one.holder) ?? noEffects();
      counts[effect] += 1;
      this.units.set(one.holder, counts);
      if (effect !== 'same' && effect !== 'left') this.changing.push(one);
    }
  }

  /** Of all units together. */
  total(): EffectCounts {
    const total = noEffects();
    for (const counts of this.units.values()) {
      for (const effect of EFFECTS) total[effect] += counts[effect];
    }
    return total;
  }
}

const noEffects = (): Record<Effect, number> => ({
  ...{ later: 0, earlier: 0, same: 0, missed: 0, freed: 0, left: 0 },
});

function local(at: Date | null, zone: string, none: string): string {
  if (!at) return none;
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, dateStyle: 'short', timeStyle: 'short' },
  });
  return format.format(at);
}

/**
 * A preview as a person reads it: what would happen to the clocks of each unit's reports, then the
 * first of those that would change.
 * @param zone in which instants are told
 */
export function previewText(preview: Preview, zone: string, lang: Language): string {
  const { reports, clocks, units, changing } = preview;
  const words = WORDS[lang];
  const plain = { style: { head: [], border: [] } };
  const summary = new Table({
    head: [words.unit, ...EFFECTS.map((effect) => words.kind[effect])],
    colAligns: ['left', ...EFFECTS.map(() => 'right' as const)],
    ...plain,
  });
  const named = [...units].map(([unit, counts]) => [unit ?? words.nobody, counts] as const);
  for (const [unit, counts] of named.sort(([a], [b]) => a.localeCompare(b))) {
    summary.push([unit, ...EFFECTS.map((effect) => counts[effect])]);
  }
  const list = new Table({
    head: [words.report, words.unit, words.which, words.before, words.after, ''],
    ...plain,
  });
  for (const one of changing.slice(0, LINES)) {
    list.push([
      one.code,
      one.holder ?? words.nobody,
      words.clock[one.subject],
      local(one.before.dueAt, zone, words.none),
      local(one.after.dueAt, zone, words.none),
      words.kind[effectOf(one)],
    ]);
  }
  const rest = changing.length - LINES;
  return [
    `${reports} ${words.reports}: ${clocks}`,
    ...(clocks > 0 ? [summary.toString()] : []),
    ...(changing.length > 0 ? [list.toString()] : []),
    ...(rest > 0 ? [`… ${rest} ${words.more}`] : []),
    words.nothing,
  ].join('\n');
}
