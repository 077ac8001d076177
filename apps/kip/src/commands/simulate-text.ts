import { type FigureLine, type FiguresBody } from '#libs/dto';
import { type Language } from '#libs/domain';
import Table from 'cli-table3';
import { type Simulated } from '../simulate/simulated.js';

const WORDS = {
  vi: {
    head: [
      '',
      'tất cả',
      'đúng hạn',
      'quá hạn',
      'tỷ lệ đúng hạn',
      'đúng hạn',
      'quá hạn',
      'tỷ lệ đúng hạn',
    ],
    was: 'đã là',
    would: 'sẽ là',
    total: 'Tổng',
    units: 'Lượt xử lý theo đơn vị (hạn của đơn vị)',
    categories: 'Phản ánh theo lĩnh vực (hạn đã thông báo)',
    title: (s: Simulated) =>
      `Phản ánh tiếp nhận từ ${s.from} đến ${s.to}, tính đến ${s.as_of.toISOString()}, nếu áp dụng ${s.policies.join(', ')}`,
    counted: ({ copied: { reports, clocks } }: Simulated) =>
      `${reports} phản ánh được chép; thời hạn đổi: ${clocks.moves}, không đổi: ${clocks.same}, không tính lại được: ${clocks.told + clocks.set}`,
    same: 'Giả định mọi việc đã làm vẫn diễn ra vào đúng thời điểm như thực tế.',
  },
  en: {
    head: ['', 'all', 'in time', 'late', 'rate in time', 'in time', 'late', 'rate in time'],
    was: 'was',
    would: 'would be',
    total: 'Total',
    units: "Units' legs (by their own dues)",
    categories: 'Reports by category (by their promises)',
    title: (s: Simulated) =>
      `Reports received from ${s.from} to ${s.to}, as of ${s.as_of.toISOString()}, under ${s.policies.join(', ')}`,
    counted: ({ copied: { reports, clocks } }: Simulated) =>
      `${reports} reports copied; dues that move: ${clocks.moves}, that stay: ${clocks.same}, that cannot be counted again: ${clocks.told + clocks.set}`,
    same: 'As if everybody had done what they did at the same instants.',
  },
} as const;

function side(line: FigureLine | undefined, lang: Language): (string | number)[] {
  if (!line) return ['–', '–', '–'];
  const { on_time, late, open_overdue } = line.counts;
  return [on_time, late + open_overdue, line.rates.on_time[lang]];
}

function tableOf(was: FiguresBody, would: FiguresBody, lang: Language): string {
  const words = WORDS[lang];
  const key = (group: FiguresBody['groups'][number]): string =>
    group.values.map(({ value }) => value ?? '').join('/');
  const others = new Map(would.groups.map((group) => [key(group), group]));
  const head = words.head.map((name, index) =>
    index < 2 ? name : `${index < 5 ? words.was : words.would}: ${name}`,
  );
  const colAligns = head.map((_, index) => (index === 0 ? ('left' as const) : ('right' as const)));
  const table = new Table({ head, colAligns, style: { head: [], border: [] } });
  for (const group of was.groups) {
    const name = group.values.map(({ label }) => label[lang]).join(' / ');
    const other = others.get(key(group));
    table.push([name, group.counts.all, ...side(group, lang), ...side(other, lang)]);
  }
  const total = [...side(was.total, lang), ...side(would.total, lang)];
  table.push([words.total, was.total.counts.all, ...total]);
  return table.toString();
}

/** A simulation as a person reads it: the rates as they were beside those that would have been. */
export function simulatedText(simulated: Simulated, lang: Language): string {
  const words = WORDS[lang];
  const { was, would_be } = simulated;
  return [
    words.title(simulated),
    words.counted(simulated),
    words.categories,
    tableOf(was.by_category, would_be.by_category, lang),
    words.units,
    tableOf(was.by_unit, would_be.by_unit, lang),
    words.same,
  ].join('\n');
}
