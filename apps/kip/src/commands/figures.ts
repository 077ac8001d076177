import {
  type Cohort,
  type Dimension,
  type FigureLine,
  type FiguresBody,
  FiguresQuery,
  type Subject,
} from '#libs/contracts';
import { answerFigures, foldAnew } from '#libs/figures';
import Table from 'cli-table3';
import { type CommonOptions, answer, answerJson, tell, withInstallation } from './frame.js';

export interface FiguresOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly year?: string;
  readonly asOf?: string;
  readonly cohort: Cohort;
  readonly of: Subject;
  readonly stream?: string;
  readonly category?: string[];
  readonly unit?: string[];
  readonly area?: string[];
  readonly network?: string[];
  readonly groupBy?: Dimension[];
  readonly anew?: boolean;
}

function queryOf(options: FiguresOptions, now: Date): FiguresQuery {
  const year = options.year ?? String(now.getUTCFullYear());
  const { asOf, cohort, of, stream, category, unit, area, network, groupBy } = options;
  return Object.assign(new FiguresQuery(), {
    from: options.from ?? `${year}-01-01`,
    to: options.to ?? `${year}-12-31`,
    cohort,
    of,
    ...(asOf !== undefined && { as_of: asOf }),
    ...(stream !== undefined && { stream }),
    ...(category && { category }),
    ...(unit && { unit }),
    ...(area && { area }),
    ...(network && { network }),
    ...(groupBy && { group_by: groupBy }),
  });
}

const HEAD = ['', 'tất cả', 'đúng hạn', 'quá hạn', 'quá hạn, đang mở', 'đang mở', 'tỷ lệ đúng hạn'];

function lineOf(name: string, { counts, rates }: FigureLine): string[] {
  const { all, on_time, late, open_overdue, open_in_time } = counts;
  const numbers = [all, on_time, late, open_overdue, open_in_time].map(String);
  return [name, ...numbers, rates.on_time.vi];
}

function tableOf({ groups, total }: FiguresBody): string {
  const table = new Table({
    head: HEAD,
    colAligns: HEAD.map((_, index) => (index === 0 ? 'left' : 'right')),
    style: { head: [], border: [] },
  });
  for (const group of groups) {
    table.push(lineOf(group.values.map(({ label }) => label.vi).join(' / '), group));
  }
  table.push(lineOf('Tổng', total));
  return table.toString();
}

/** `kip figures`: the rates of a period, grouped as asked, and the yearly sentence. */
export async function figures(options: FiguresOptions): Promise<number> {
  return withInstallation(options, async ({ store, reference }) => {
    const snapshot = await reference.get();
    if (options.anew) {
      await store.unhurried({ role: 'worker' }, (tx) =>
        foldAnew(tx, (step) => {
          tell(`made again: ${step}`);
        }),
      );
    }
    const body = await store.transaction({ role: 'worker', steady: true }, (tx) =>
      answerFigures(tx, snapshot, queryOf(options, tx.now)),
    );
    if (options.json) answerJson(body);
    else {
      const { from, to, as_of } = body.basis;
      answer(`${from} – ${to}, tính đến ${as_of.toISOString()}`);
      answer(tableOf(body));
      if (body.sentence) answer(body.sentence.vi);
    }
    return 0;
  });
}
