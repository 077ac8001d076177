import { type Cohort, type Dimension, type Subject } from '#libs/contracts';
import {
  type ComparisonBody,
  type FigureLine,
  type FiguresBody,
  FiguresQuery,
  type TargetResult,
} from '#libs/dto';
import { answerComparison, answerFigures, answerTargets, foldAnew } from '#libs/figures';
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
  readonly compare?: boolean;
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

function comparisonTable({ on_time, others }: ComparisonBody): string {
  const table = new Table({
    head: ['cách tính', 'đúng hạn', 'trên', 'tỷ lệ', 'lệch (điểm %)', 'bỏ qua điều gì'],
    style: { head: [], border: [] },
  });
  table.push(['Kịp', on_time.part, on_time.whole, on_time.vi, '', '']);
  for (const { how, missing, rate, points_off } of others) {
    const off = points_off === null ? '' : points_off.toFixed(1).replace('.', ',');
    table.push([how.vi, rate.part, rate.whole, rate.vi, off, missing.vi]);
  }
  return table.toString();
}

function targetsTable(targets: readonly TargetResult[]): string {
  const table = new Table({
    head: ['chỉ tiêu', 'mức', 'thực hiện', 'trên', 'kết quả', 'chênh lệch'],
    style: { head: [], border: [] },
  });
  for (const { target, limit, actual, result, off_words } of targets) {
    const of = actual.whole === null ? actual.many : `${actual.part ?? 0}/${actual.whole}`;
    const name = `${target.name.vi} (${target.code})`;
    table.push([name, limit.vi, actual.vi, of, RESULTS[result], off_words.vi]);
  }
  return table.toString();
}

const RESULTS: Readonly<Record<TargetResult['result'], string>> = {
  ...{ met: 'đạt', not_met: 'không đạt', no_data: 'không có số liệu' },
};

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
    const access = { role: 'worker', steady: true } as const;
    if (options.compare) {
      const compared = await store.transaction(access, (tx) =>
        answerComparison(tx, snapshot, queryOf(options, tx.now)),
      );
      if (options.json) answerJson(compared);
      else answer(comparisonTable(compared));
      return 0;
    }
    const { body, targets } = await store.transaction(access, async (tx) => {
      const query = queryOf(options, tx.now);
      return {
        body: await answerFigures(tx, snapshot, query),
        targets: await answerTargets(tx, snapshot, query),
      };
    });
    if (options.json) answerJson({ ...body, targets });
    else {
      const { from, to, as_of } = body.basis;
      answer(`${from} – ${to}, tính đến ${as_of.toISOString()}`);
      answer(tableOf(body));
      if (body.sentence) answer(body.sentence.vi);
      if (targets.length > 0) answer(targetsTable(targets));
    }
    return 0;
  });
}
