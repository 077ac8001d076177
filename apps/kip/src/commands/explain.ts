import { Problem } from '#libs/contracts';
import { type ReportClocks, clocksView } from '#libs/dto';
import { type Language, accountsOf } from '#libs/domain';
import { EXAMPLES, type Tx, exampleReport, findReport } from '#libs/store';
import { type CommonOptions, answer, answerJson, withInstallation } from './frame.js';

export interface ExplainOptions extends CommonOptions {
  readonly lang: Language;
}

/** `kip explain CODE`: how the dues of a report came about. Exit code 1 where there is no such report. */
export async function explain(codes: readonly string[], options: ExplainOptions): Promise<number> {
  return withInstallation(options, async (installation) => {
    const { store } = installation;
    const reference = await installation.reference.get();
    const found = await store.transaction({ role: 'worker' }, async (tx) => {
      const wanted = codes.length > 0 ? codes : await examples(tx, options.demo ?? false);
      const views: ReportClocks[] = [];
      for (const code of wanted) {
        const report = await findReport(tx, { code });
        if (!report) throw new Problem('not_found', `no report ${code}`);
        const accounts = accountsOf(report, reference.book, tx.now);
        const unitName = (unit: string): string | null =>
          reference.units.get(unit)?.name[options.lang] ?? null;
        views.push(clocksView(code, accounts, tx.now, unitName, options.lang));
      }
      return views;
    });
    if (options.json) answerJson(found);
    else answer(found.map(inWords).join('\n\n'));
    return 0;
  });
}

async function examples(tx: Tx, demo: boolean): Promise<readonly string[]> {
  if (!demo) throw new Problem('invalid_request', 'give the code of a report, or --demo');
  const codes: string[] = [];
  for (const example of EXAMPLES) {
    const code = await exampleReport(tx, example);
    if (code !== null) codes.push(code);
  }
  if (codes.length === 0) throw new Problem('not_found', 'no demo was played: run kip demo --exit');
  return codes;
}

function inWords({ code, clocks }: ReportClocks): string {
  const blocks = clocks.map(({ words: [title, ...rest] }) =>
    [title, ...rest.map((line) => `  ${line}`)].join('\n'),
  );
  return [code, ...blocks].join('\n');
}
