import { type DocumentLanguage } from '#libs/contracts';
import { overdueRate, printCount, printRate } from '#libs/domain';
import { type Counts, printOnTime, yearlySentence } from '#libs/figures';
import { type Say, printInstant, printMinutes, printPeriod } from './say.js';
import { type PeriodFigures, type PeriodLine } from './period-figures.js';

// The paragraphs that are computed, section by section. Each is whole: nobody need fill anything in.

/** Units that are named where deadlines were missed. */
const MOST_NAMED = 5;

const periodIn = ({ asked }: PeriodFigures, say: Say): string => {
  const period = printPeriod(asked.from, asked.to, say);
  return period.startsWith('từ')
    ? period.replace('từ', 'Từ')
    : say(`Trong ${period}`, `In ${period}`);
};

const rate = (part: number, whole: number, language: DocumentLanguage): string =>
  printRate({ part, whole }, language);

export function comparison(figures: PeriodFigures, say: Say): string[] {
  const asOf = printInstant(figures.as_of, figures.zone, say);
  const period = printPeriod(figures.asked.from, figures.asked.to, say);
  return [
    say(
      `Kết quả thực hiện ${period} so với ${figures.before ? 'kỳ trước và ' : ''}cùng kỳ năm trước, số liệu tính đến ${asOf}:`,
      `Results of ${period} beside the ${figures.before ? 'period and the ' : ''}year before, as of ${asOf}:`,
    ),
  ];
}

/** What came in, stream by stream; spam is nobody's report. */
const cameIn = (line: PeriodLine | undefined): number =>
  line === undefined ? 0 : line.received.all - line.received.spam;

/** Reports, suggestions and questions in one sentence, as the department's report has it; the others after it. */
export function received(figures: PeriodFigures, language: DocumentLanguage, say: Say): string[] {
  const of = (code: string): PeriodLine | undefined =>
    figures.tables.stream.find(({ value }) => value === code);
  const count = (number: number): string => printCount(number, language);
  const question = of('question');
  const [asked, ended] = [cameIn(question), question?.received.ended ?? 0];
  const parts = [
    [cameIn(of('field')), say('phản ánh', 'reports')],
    [cameIn(of('suggestion')), say('góp ý', 'suggestions')],
  ] as const;
  const came = parts.filter(([many]) => many > 0).map(([many, what]) => `${count(many)} ${what}`);
  const answered = say(
    `trả lời ${count(ended)}${ended < asked ? `/${count(asked)}` : ''} câu hỏi của người dân và doanh nghiệp`,
    `answered ${count(ended)}${ended < asked ? ` of ${count(asked)}` : ''} questions of citizens and businesses`,
  );
  const first =
    came.length > 0 ? say(`tiếp nhận ${came.join(', ')}`, `received ${came.join(', ')}`) : null;
  const clauses = [...(first === null ? [] : [first]), ...(asked > 0 ? [answered] : [])];
  const others: readonly (readonly [number, string])[] = [
    [cameIn(of('press')), say('câu hỏi của phóng viên báo chí', 'questions of the press')],
    [cameIn(of('letter')), say('đơn thư', 'letters')],
  ];
  return [
    ...(clauses.length === 0
      ? []
      : [
          `${periodIn(figures, say)} ${say('đã', 'the desk')} ${clauses.join(say(' và ', ' and '))}.`,
        ]),
    ...others
      .filter(([many]) => many > 0)
      .map(([many, what]) =>
        say(`Đã tiếp nhận ${count(many)} ${what}.`, `${count(many)} ${what} were received.`),
      ),
  ];
}

/** The sentence of the yearly report, for each subject that has a report in or out of time. */
export function subjects(figures: PeriodFigures, language: DocumentLanguage, say: Say): string[] {
  const counted = ({ on_time, late, open_overdue, open_in_time }: Counts): number =>
    on_time + late + open_overdue + open_in_time;
  return figures.subjects
    .filter(({ counts }) => counted(counts) > 0)
    .sort((a, b) => counted(b.counts) - counted(a.counts))
    .map(
      ({ counts, phrase }) =>
        periodIn(figures, say) +
        say(', ', ' the desk ') +
        `${yearlySentence(counts, phrase[language], language)}.`,
    );
}

/** Clauses of which there is something to say, or what is said where there is nothing. */
function clauses(
  parts: readonly (readonly [number, string])[],
  nothing: string,
  separator = ', ',
): string {
  const told = parts.filter(([many]) => many > 0).map(([, text]) => text);
  return told.length === 0 ? nothing : told.join(separator);
}

function ratesOf(counts: Counts, by: string, language: DocumentLanguage, say: Say): string {
  const shares = printOnTime(counts, language);
  const count = (number: number): string => printCount(number, language);
  const { on_time: onTime, open_in_time: open } = counts;
  const overdue = overdueRate(counts).part;
  const told = clauses(
    [
      [
        onTime,
        say(
          `${count(onTime)} phản ánh được xử lý trong hạn (${shares.on_time})`,
          `${count(onTime)} reports handled in time (${shares.on_time})`,
        ),
      ],
      [
        overdue,
        say(
          `${count(overdue)} phản ánh quá hạn (${shares.overdue})`,
          `${count(overdue)} overdue (${shares.overdue})`,
        ),
      ],
      [
        open,
        say(
          `${count(open)} phản ánh đang xử lý, chưa đến hạn`,
          `${count(open)} open and not yet due`,
        ),
      ],
    ],
    say('không có phản ánh', 'no report'),
  );
  return `${say(`Tính ${by}`, by)}: ${told}.`;
}

export function results(figures: PeriodFigures, language: DocumentLanguage, say: Say): string[] {
  const { received: all, due, legs, times } = figures;
  const legShares = printOnTime(legs, language);
  const count = (number: number): string => printCount(number, language);
  const minutes = (value: number | null): string => printMinutes(value, say);
  return [
    ratesOf(all, say('theo ngày tiếp nhận', 'By receipt'), language, say),
    ratesOf(due, say('theo ngày đến hạn', 'By due date'), language, say),
    say(
      `Các đơn vị đã thực hiện ${count(legs.all)} lượt xử lý; tỷ lệ đúng hạn ${legShares.on_time}, quá hạn ${legShares.overdue}.`,
      `Units had ${count(legs.all)} legs: ${legShares.on_time} on time, ${legShares.overdue} overdue.`,
    ),
    say(
      `Thời gian làm việc đến khi trả lời lần đầu: trung vị ${minutes(times.first_answer.median_minutes)}, ` +
        `90% số phản ánh không quá ${minutes(times.first_answer.p90_minutes)}; đến khi có kết quả: trung vị ` +
        `${minutes(times.to_end.median_minutes)}, 90% không quá ${minutes(times.to_end.p90_minutes)}.`,
      `Working time to the first answer: median ${minutes(times.first_answer.median_minutes)}, nine of ten ` +
        `within ${minutes(times.first_answer.p90_minutes)}; to the result: median ` +
        `${minutes(times.to_end.median_minutes)}, nine of ten within ${minutes(times.to_end.p90_minutes)}.`,
    ),
    say(
      `Có ${count(all.rated)} lượt đánh giá trên ${count(all.asked)} lượt đề nghị ` +
        `(${rate(all.rated, all.asked, language)}); tỷ lệ hài lòng ${rate(all.satisfied, all.rated, language)}, ` +
        `hài lòng hoặc chấp nhận ${rate(all.satisfied + all.acceptable, all.rated, language)}.`,
      `${count(all.rated)} of ${count(all.asked)} ratings asked for were given ` +
        `(${rate(all.rated, all.asked, language)}); satisfied ${rate(all.satisfied, all.rated, language)}, ` +
        `satisfied or acceptable ${rate(all.satisfied + all.acceptable, all.rated, language)}.`,
    ),
  ];
}

export function issues(
  { received: all, legs }: PeriodFigures,
  language: DocumentLanguage,
  say: Say,
): string[] {
  const count = (number: number): string => printCount(number, language);
  const reopened = rate(all.reopened, all.ended, language);
  const refused = rate(legs.refused, legs.ended, language);
  const told = clauses(
    [
      [
        all.reopened,
        say(
          `${count(all.reopened)} phản ánh phải mở lại (${reopened} số đã kết thúc)`,
          `${count(all.reopened)} reports were reopened (${reopened} of those ended)`,
        ),
      ],
      [
        legs.refused,
        say(
          `${count(legs.refused)} lượt xử lý bị đơn vị trả lại (${refused} số lượt đã kết thúc)`,
          `${count(legs.refused)} legs were refused by their unit (${refused} of those ended)`,
        ),
      ],
      [
        legs.transferred,
        say(
          `${count(legs.transferred)} lượt xử lý chuyển đơn vị khác`,
          `${count(legs.transferred)} legs were transferred`,
        ),
      ],
      [
        all.corrected,
        say(
          `${count(all.corrected)} phản ánh có đính chính thời điểm`,
          `${count(all.corrected)} reports have a corrected instant`,
        ),
      ],
    ],
    '',
    '; ',
  );
  if (told !== '') return [say(`Có ${told}.`, `${told}.`)];
  return [
    say(
      'Không có phản ánh phải mở lại, không có lượt xử lý bị trả lại hoặc chuyển đơn vị khác.',
      'No report was reopened; no leg was refused or transferred.',
    ),
  ];
}

export function shortcomings(
  figures: PeriodFigures,
  language: DocumentLanguage,
  say: Say,
): string[] {
  const { received: all, tables } = figures;
  const count = (number: number): string => printCount(number, language);
  const late = tables.unit
    .map(({ label, received: counts }) => ({
      name: label[language],
      many: overdueRate(counts).part,
    }))
    .filter(({ many }) => many > 0)
    .sort((a, b) => b.many - a.many)
    .slice(0, MOST_NAMED);
  const named = late.map(({ name, many }) =>
    say(`${name} (${count(many)} lượt)`, `${name} (${count(many)})`),
  );
  const overdue = overdueRate(all).part;
  return [
    overdue === 0
      ? say('Không có phản ánh quá hạn trong kỳ báo cáo.', 'No report of the period was overdue.')
      : say(`Có ${count(overdue)} phản ánh quá hạn: `, `${count(overdue)} reports were overdue: `) +
        clauses(
          [
            [
              all.late,
              say(`${count(all.late)} đã kết thúc sau hạn`, `${count(all.late)} ended late`),
            ],
            [
              all.open_overdue,
              say(
                `${count(all.open_overdue)} đang xử lý`,
                `${count(all.open_overdue)} are still open`,
              ),
            ],
          ],
          '',
        ) +
        '.',
    ...(named.length === 0
      ? []
      : [
          say(
            `Đơn vị có nhiều lượt xử lý quá hạn: ${named.join('; ')}.`,
            `Units with most overdue legs: ${named.join('; ')}.`,
          ),
        ]),
  ];
}

export function tasks({ backlog }: PeriodFigures, language: DocumentLanguage, say: Say): string[] {
  const [open, overdue] = [
    backlog.reduce((sum, age) => sum + age.open, 0),
    backlog.reduce((sum, age) => sum + age.overdue, 0),
  ];
  if (open === 0) return [say('Không có phản ánh tồn đọng, kéo dài.', 'Nothing is left open.')];
  const count = (number: number): string => printCount(number, language);
  const late =
    overdue === 0
      ? ''
      : say(
          `, trong đó ${count(overdue)} phản ánh đã quá hạn`,
          `, ${count(overdue)} of them overdue`,
        );
  return [
    say(
      `Tập trung giải quyết dứt điểm ${count(open)} phản ánh đang xử lý${late}.`,
      `Settle the ${count(open)} reports that are open${late}.`,
    ),
  ];
}
