import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { useLanguage } from '../../shared/use-language.js';
import { CountLink, Defined } from './Numbers.js';
import { type Question } from './question.js';
import classes from './supervisor.module.css';

const LINES = [
  ...(['all', 'on_time', 'late', 'open_overdue', 'open_in_time', 'no_deadline'] as const),
  ...(['rejected', 'duplicate', 'withdrawn', 'spam', 'reopened', 'corrected'] as const),
];

/** What was counted, class by class, by receipt and by due date side by side. */
export function ClassesTable({
  body,
  question,
}: {
  readonly body: Schema<'OverviewBody'>;
  readonly question: Question;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const { received, due, definitions, basis } = body;
  const sides = [
    { cohort: 'received', counts: received.total.counts },
    { cohort: 'due', counts: due.total.counts },
  ] as const;
  return (
    <div className={classes.paper}>
      <table className={classes.table}>
        <caption className="mantine-visually-hidden-caption" hidden>
          {t('classes.title')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('classes.class')}</th>
            <th scope="col" className={classes.end}>
              {t('cohort.received')}
            </th>
            <th scope="col" className={classes.end}>
              {t('cohort.due')}
            </th>
          </tr>
        </thead>
        <tbody>
          {LINES.map((figure) => (
            <tr key={figure}>
              <th scope="row">
                <Defined name={t(`figure.${figure}`)} meaning={definitions[figure]?.[language]} />
              </th>
              {sides.map(({ cohort, counts }) => (
                <td key={cohort} className={classes.end}>
                  <CountLink
                    count={counts[figure]}
                    question={question}
                    opened={{ figure, cohort, asOf: basis.as_of }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
