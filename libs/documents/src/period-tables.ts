import { type FigureName } from '#libs/contracts';
import { type Language, onTimeRate, overdueRate, printRate, targetStanding } from '#libs/domain';
import { type Counts, printOnTime, printTarget } from '#libs/figures';
import { type Block, type Cell } from './model.js';
import { type Say } from './say.js';
import {
  type PeriodFigures,
  type PeriodLine,
  type PeriodTable,
  timeTableOf,
} from './period-figures.js';

type Table = Extract<Block, { kind: 'table' }>;
type ChartBlock = Extract<Block, { kind: 'chart' }>;

/** Bars that still can be read beside each other. */
const MOST_BARS = 12;

const overdueOf = (counts: Counts): number => overdueRate(counts).part;

const share = (part: number, whole: number, language: Language): string =>
  printRate({ part, whole }, language);

/** What each table is called, and its first column. */
export function tableTitles(say: Say): Readonly<Record<PeriodTable, readonly [string, string]>> {
  return {
    month: [say('Kết quả xử lý theo tháng', 'Results by month'), say('Tháng', 'Month')],
    day: [say('Kết quả xử lý theo ngày', 'Results by day'), say('Ngày', 'Day')],
    unit: [
      say('Kết quả xử lý theo đơn vị (lượt xử lý)', 'Results by unit (legs)'),
      say('Đơn vị', 'Unit'),
    ],
    category: [
      say('Kết quả xử lý theo lĩnh vực', 'Results by category'),
      say('Lĩnh vực', 'Category'),
    ],
    area: [say('Kết quả xử lý theo địa bàn', 'Results by area'), say('Địa bàn', 'Area')],
    stream: [say('Kết quả xử lý theo luồng', 'Results by stream'), say('Luồng', 'Stream')],
  };
}

function headOf(table: PeriodTable, first: string, say: Say): readonly string[] {
  const legs = table === 'unit';
  return [
    first,
    legs ? say('Lượt xử lý', 'Legs') : say('Tiếp nhận', 'Received'),
    say('Đúng hạn', 'On time'),
    say('Quá hạn', 'Overdue'),
    say('Chưa đến hạn', 'Not yet due'),
    ...(legs ? [say('Trả lại', 'Refused')] : []),
    say('Tỷ lệ đúng hạn', 'On-time rate'),
    say('Theo hạn: đúng hạn', 'By due: on time'),
    say('Theo hạn: quá hạn', 'By due: overdue'),
    say('Theo hạn: tỷ lệ', 'By due: rate'),
  ];
}

function rowOf(
  table: PeriodTable,
  name: string,
  line: Pick<PeriodLine, 'received' | 'due'>,
  language: Language,
): Cell[] {
  const { received, due } = line;
  return [
    ...[name, received.all, received.on_time, overdueOf(received), received.open_in_time],
    ...(table === 'unit' ? [received.refused] : []),
    printOnTime(received, language).on_time,
    ...[due.on_time, overdueOf(due), printOnTime(due, language).on_time],
  ];
}

/** A table of both cohorts; with a total, but for legs, which belong to reports that have several. */
export function periodTable(
  code: PeriodTable,
  { tables, received, due }: PeriodFigures,
  language: Language,
  say: Say,
): Table {
  const [title, first] = tableTitles(say)[code];
  // A day on which nothing was received or due says nothing.
  const told = (tables[code] ?? []).filter(
    (line) => code !== 'day' || line.received.all + line.due.all > 0,
  );
  const rows = told.map((line) => rowOf(code, line.label[language], line, language));
  const total = rowOf(code, say('Tổng', 'Total'), { received, due }, language);
  return {
    ...{ kind: 'table', code, title, head: headOf(code, first, say) },
    rows: code === 'unit' ? rows : [...rows, total],
  };
}

function chartTitle(code: 'month' | 'day' | 'unit', say: Say): string {
  switch (code) {
    case 'month':
      return say(
        'Số phản ánh đúng hạn và quá hạn theo tháng',
        'Reports on time and overdue, by month',
      );
    case 'day':
      return say(
        'Số phản ánh đúng hạn và quá hạn theo ngày',
        'Reports on time and overdue, by day',
      );
    case 'unit':
      return say(
        'Số lượt xử lý đúng hạn và quá hạn theo đơn vị',
        'Legs on time and overdue, by unit',
      );
  }
}

/** The table by time, and its chart. */
export function overTime(
  figures: PeriodFigures,
  language: Language,
  say: Say,
): readonly [Table, ChartBlock] {
  const code = timeTableOf(figures.asked);
  return [periodTable(code, figures, language, say), periodChart(code, figures, language, say)];
}

/** The targets that stood in the period, and how; null where there is none. */
export function targetsTable(
  { targets = [] }: PeriodFigures,
  language: Language,
  say: Say,
): Table | null {
  if (targets.length === 0) return null;
  return {
    ...{ kind: 'table', code: 'targets' },
    title: say('Kết quả thực hiện chỉ tiêu', 'How targets stand'),
    head: [
      say('Chỉ tiêu', 'Target'),
      say('Mức', 'Set'),
      say('Thực hiện', 'Actual'),
      say('Số liệu', 'Counted'),
      say('Kết quả', 'Result'),
      say('Chênh lệch', 'Off by'),
    ],
    rows: targets.map((target) => {
      const { name, scope, illustrative, actual } = target;
      const print = printTarget(target, actual, targetStanding(target, actual), language);
      const full = [name, ...scope].map((words) => words[language]).join(' – ');
      const example = illustrative ? say(' (chỉ tiêu minh họa)', ' (an example)') : '';
      const counted = actual.kind === 'rate' ? `${actual.part}/${actual.whole}` : actual.many;
      return [full + example, print.limit, print.actual, counted, print.result, print.off];
    }),
  };
}

/** On time and overdue of each line, the largest where there are too many. */
export function periodChart(
  code: 'month' | 'day' | 'unit',
  { tables }: PeriodFigures,
  language: Language,
  say: Say,
): ChartBlock {
  const found = tables[code] ?? [];
  // A month's days need no month, and have no room for it.
  const dayOf = (date: string): string =>
    found.length > MOST_BARS ? date.slice(8) : `${date.slice(8)}/${date.slice(5, 7)}`;
  const lines = found.map(({ value, label, received }) => ({
    label: code === 'day' && value !== null ? dayOf(value) : label[language],
    values: [received.on_time, overdueOf(received)],
  }));
  const most = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);
  const bars =
    code !== 'unit'
      ? lines
      : [...lines].sort((a, b) => most(b.values) - most(a.values)).slice(0, MOST_BARS);
  return {
    kind: 'chart',
    title: chartTitle(code, say),
    chart: {
      lying: code === 'unit',
      parts: [say('Đúng hạn', 'On time'), say('Quá hạn', 'Overdue')],
      bars,
    },
  };
}

/** The period beside the year before, and beside the period before where that is another. */
export function comparison(figures: PeriodFigures, language: Language, say: Say): Table {
  const { received, due, year_before: yearBefore, before } = figures;
  const row = (name: string, of: (received: Counts, due: Counts) => Cell): readonly Cell[] => [
    name,
    of(yearBefore.received, yearBefore.due),
    ...(before ? [of(before.received, before.due)] : []),
    of(received, due),
  ];
  return {
    ...{ kind: 'table', code: 'comparison' },
    title: before
      ? say('So sánh với kỳ trước và cùng kỳ năm trước', 'Beside the period and the year before')
      : say('So sánh với cùng kỳ năm trước', 'Beside the year before'),
    head: [
      say('Chỉ tiêu', 'Figure'),
      say('Cùng kỳ năm trước', 'Year before'),
      ...(before ? [say('Kỳ trước', 'Period before')] : []),
      say('Kỳ báo cáo', 'This period'),
    ],
    rows: [
      row(say('Số tiếp nhận', 'Received'), ({ all }) => all),
      row(say('Tỷ lệ đúng hạn (theo ngày tiếp nhận)', 'On-time rate (by receipt)'), (one) =>
        printRate(onTimeRate(one), language),
      ),
      row(say('Tỷ lệ đúng hạn (theo ngày đến hạn)', 'On-time rate (by due date)'), (_, one) =>
        printRate(onTimeRate(one), language),
      ),
      row(say('Tỷ lệ hài lòng', 'Satisfied'), ({ satisfied, rated }) =>
        share(satisfied, rated, language),
      ),
      row(say('Tỷ lệ hài lòng hoặc chấp nhận', 'Satisfied or acceptable'), (one) =>
        share(one.satisfied + one.acceptable, one.rated, language),
      ),
      row(say('Tỷ lệ phản hồi đánh giá', 'Response'), ({ rated, asked }) =>
        share(rated, asked, language),
      ),
      row(say('Tỷ lệ mở lại', 'Reopened'), ({ reopened, ended }) =>
        share(reopened, ended, language),
      ),
    ],
  };
}

/** What stands beside the rates, and is in none of them. */
export function outside(
  { received, definitions }: PeriodFigures,
  language: Language,
  say: Say,
): Table {
  const names: readonly FigureName[] = [
    'no_deadline',
    'rejected',
    'duplicate',
    'withdrawn',
    'spam',
  ];
  return {
    ...{ kind: 'table', code: 'outside' },
    title: say('Trường hợp không tính vào tỷ lệ', 'Outside all rates'),
    head: [say('Loại', 'Class'), say('Số lượng', 'Count')],
    rows: names.map((name) => [definitions[name]?.[language] ?? name, received[name]]),
  };
}

/** What is open, by its age. */
export function backlogTable({ backlog }: PeriodFigures, say: Say): Table {
  const age = (over: number, upTo: number | null): string =>
    upTo === null
      ? say(`Trên ${over} ngày`, `More than ${over} days`)
      : over === 0
        ? say(`Đến ${upTo} ngày`, `Up to ${upTo} days`)
        : say(`Trên ${over} đến ${upTo} ngày`, `More than ${over}, up to ${upTo} days`);
  return {
    ...{ kind: 'table', code: 'backlog' },
    title: say('Tồn đọng theo thời gian kể từ khi tiếp nhận', 'What is open, by its age'),
    head: [
      say('Thời gian', 'Age'),
      say('Đang xử lý', 'Open'),
      say('Trong đó đã quá hạn', 'Of these overdue'),
    ],
    rows: backlog.map(({ over_days, up_to_days, open, overdue }) => [
      ...[age(over_days, up_to_days), open, overdue],
    ]),
  };
}
