import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { useAsked, wordOf } from '../../shared/address.js';
import { useLanguage } from '../../shared/use-language.js';
import { type Broken } from './dimensions.js';
import { CountLink, useRate } from './Numbers.js';
import { type Printed } from './queries.js';
import { type Question } from './question.js';
import classes from './supervisor.module.css';

type Group = Schema<'FigureGroup'>;

const COLUMNS = ['name', 'all', 'on_time_rate', 'overdue', 'open'] as const;
type Column = (typeof COLUMNS)[number] | 'satisfied' | 'refused';

/** Citizens rate reports, and units send back legs. */
function columnsOf({ of }: Broken): readonly Column[] {
  return [...COLUMNS, of === 'legs' ? 'refused' : 'satisfied'];
}

/** What a column is sorted by; nothing to have a rate of comes last, whichever way. */
function keyOf(group: Group, column: Exclude<Column, 'name'>): number | null {
  const { counts, rates } = group;
  const share = ({ part, whole }: Printed): number | null => (whole === 0 ? null : part / whole);
  switch (column) {
    case 'all':
      return counts.all;
    case 'on_time_rate':
      return share(rates.on_time);
    case 'overdue':
      return counts.late + counts.open_overdue;
    case 'open':
      return counts.open_in_time;
    case 'refused':
      return counts.refused;
    case 'satisfied':
      return share(rates.satisfied);
  }
}

function sorted(
  groups: readonly Group[],
  column: Column,
  up: boolean,
  language: 'vi' | 'en',
): readonly Group[] {
  const name = (group: Group): string => group.values[0]?.label[language] ?? '';
  return [...groups].sort((one, other) => {
    if (column === 'name') return (up ? 1 : -1) * name(one).localeCompare(name(other), language);
    const [a, b] = [keyOf(one, column), keyOf(other, column)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return (up ? a - b : b - a) || name(one).localeCompare(name(other), language);
  });
}

/** How the rows are sorted; it stands in the address. */
function useSorting(columns: readonly Column[]) {
  const [asked, change] = useAsked();
  const column = columns.find((one) => one === wordOf(asked, 'sort')) ?? 'all';
  const up = wordOf(asked, 'direction') === 'asc';
  const by = (next: Column): void => {
    const turned = next === column ? !up : next === 'name';
    change({ sort: next, direction: turned ? 'asc' : '' });
  };
  return { column, up, by };
}

function Bar({ rate }: { readonly rate: Printed }): ReactNode {
  const none = rate.whole === 0;
  return (
    <span className={classes.bar} aria-hidden {...(none && { 'data-none': true })}>
      {!none && <span style={{ width: `${(100 * rate.part) / rate.whole}%` }} />}
    </span>
  );
}

/** One line for each unit, category or ward. */
export function BreakdownTable({
  body,
  question,
  broken,
}: {
  readonly body: Schema<'FiguresBody'>;
  readonly question: Question;
  readonly broken: Broken;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const printed = useRate();
  const columns = columnsOf(broken);
  const { column, up, by } = useSorting(columns);
  const rows = useMemo(
    () => sorted(body.groups, column, up, language),
    [body, column, up, language],
  );
  return (
    <div
      className={classes.paper}
      tabIndex={0}
      role="region"
      aria-label={t(`by.${broken.by}.title`)}
    >
      <table className={classes.table} data-cards>
        <thead>
          <tr>
            {columns.map((one) => (
              <th
                key={one}
                scope="col"
                className={one === 'name' || one === 'on_time_rate' ? undefined : classes.end}
                aria-sort={one !== column ? 'none' : up ? 'ascending' : 'descending'}
              >
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() => {
                    by(one);
                  }}
                >
                  {one === 'name' ? t(`by.${broken.by}.name`) : t(`column.${one}`)}
                  {one !== column && <IconArrowsSort size={14} aria-hidden />}
                  {one === column && up && <IconArrowUp size={14} aria-hidden />}
                  {one === column && !up && <IconArrowDown size={14} aria-hidden />}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ values: [value], counts, rates }) => {
            const opened = {
              asOf: body.basis.as_of,
              of: broken.of,
              group: { by: broken.by, value: value?.value ?? null },
            } as const;
            return (
              <tr key={value?.value ?? '-'}>
                <th scope="row" data-wide>
                  {value?.label[language]}
                </th>
                <td className={classes.end} data-label={t('column.all')}>
                  <CountLink
                    count={counts.all}
                    question={question}
                    opened={{ ...opened, figure: 'all' }}
                  />
                </td>
                <td>
                  <span className={classes.rate}>
                    <Bar rate={rates.on_time} />
                    <span>{printed(rates.on_time)}</span>
                  </span>
                </td>
                <td className={classes.end} data-label={t('column.overdue')}>
                  <CountLink
                    count={counts.late}
                    question={question}
                    opened={{ ...opened, figure: 'late' }}
                  />
                  {' + '}
                  <CountLink
                    count={counts.open_overdue}
                    question={question}
                    opened={{ ...opened, figure: 'open_overdue' }}
                  />
                </td>
                <td className={classes.end} data-label={t('column.open')}>
                  <CountLink
                    count={counts.open_in_time}
                    question={question}
                    opened={{ ...opened, figure: 'open_in_time' }}
                  />
                </td>
                {broken.of === 'legs' ? (
                  <td className={classes.end} data-label={t('column.refused')}>
                    <CountLink
                      count={counts.refused}
                      question={question}
                      opened={{ ...opened, figure: 'refused' }}
                    />
                  </td>
                ) : (
                  <td className={classes.end} data-label={t('column.satisfied')}>
                    {printed(rates.satisfied)}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
