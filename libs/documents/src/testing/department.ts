import { type DocumentAsked, FIGURE_NAMES, type Words } from '#libs/contracts';
import { type Counts, DEFINITIONS } from '#libs/figures';
import { type PeriodFigures, type PeriodLine } from '../period-figures.js';

const same = (text: string): Words => ({ vi: text, en: text });

export function counts(some: Partial<Counts>): Counts {
  const none = Object.fromEntries(FIGURE_NAMES.map((name) => [name, 0])) as Counts;
  return { ...none, ...some };
}

/** As the department counted in 2023. */
export const TELECOM = counts({
  ...{ all: 209, on_time: 200, late: 9, ended: 209, asked: 209 },
  ...{ rated: 125, satisfied: 97, acceptable: 14, not_satisfied: 14 },
});

const line = (value: string | null, label: Words, received: Counts): PeriodLine => ({
  ...{ value, label, received, due: received },
});

const ASKED: DocumentAsked = {
  ...{ from: '2023-01-01', to: '2023-12-31', network: 'telecom', stream: null, category: null },
  ...{ parent_agency: 'UBND TỈNH THỪA THIÊN HUẾ', agency: 'SỞ TT&TT', place: 'Thừa Thiên Huế' },
};

/** The department's year, with what a test changes of it. */
export function department(change: Partial<PeriodFigures> = {}): PeriodFigures {
  const nothing = counts({});
  return {
    ...{ version: 1, asked: ASKED, zone: 'Asia/Ho_Chi_Minh', as_of: '2024-01-05T10:00:00.000Z' },
    names: {
      network: { vi: 'Mạng lưới doanh nghiệp viễn thông', en: 'Telecom enterprise network' },
      ...{ stream: null, category: null },
    },
    ...{ received: TELECOM, due: TELECOM, legs: TELECOM },
    year_before: { from: '2022-01-01', to: '2022-12-31', received: nothing, due: nothing },
    times: {
      first_answer: { many: 209, median_minutes: 95, p90_minutes: 600 },
      to_end: { many: 209, median_minutes: null, p90_minutes: null },
    },
    backlog: [{ over_days: 0, up_to_days: 3, open: 0, overdue: 0 }],
    tables: {
      month: [line('2023-01', { vi: 'tháng 01/2023', en: '2023-01' }, TELECOM)],
      unit: [line('viettel', same('Viettel Huế'), TELECOM)],
      category: [line('telecom.poles', same('Cột'), TELECOM)],
      area: [line(null, { vi: '(chưa có)', en: '(none)' }, TELECOM)],
      stream: [
        line('field', same('Phản ánh hiện trường'), counts({ all: 26_080, spam: 1 })),
        line('suggestion', same('Góp ý'), counts({ all: 96 })),
        line('question', same('Hỏi đáp'), counts({ all: 835, ended: 835 })),
        line('press', same('Phát ngôn'), counts({ all: 41 })),
      ],
    },
    subjects: [
      {
        category: 'telecom',
        phrase: { vi: 'rác rưởi viễn thông', en: 'telecom junk' },
        counts: TELECOM,
      },
    ],
    definitions: DEFINITIONS,
    behind: { received: 209, due: 209, sha256: 'f'.repeat(64) },
    ...change,
  };
}
