import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import classes from './supervisor.module.css';

/** All that is open, by how long it has been: bars beside their numbers. */
export function Backlog({ ages }: { readonly ages: readonly Schema<'BacklogAge'>[] }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const most = Math.max(1, ...ages.map(({ open }) => open));
  return (
    <div className={classes.paper}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('backlog.age')}</th>
            <th scope="col" className={classes.end}>
              {t('backlog.open')}
            </th>
            <th scope="col" className={classes.end}>
              {t('backlog.overdue')}
            </th>
            <td aria-hidden style={{ width: '35%' }} />
          </tr>
        </thead>
        <tbody>
          {ages.map(({ over_days, up_to_days, open, overdue }) => (
            <tr key={over_days}>
              <th scope="row">
                {up_to_days === null
                  ? t('backlog.over', { from: over_days })
                  : over_days === 0
                    ? t('backlog.upTo', { to: up_to_days })
                    : t('backlog.between', { from: over_days, to: up_to_days })}
              </th>
              <td className={classes.end}>{formatNumber(open, language)}</td>
              <td className={classes.end}>{formatNumber(overdue, language)}</td>
              <td aria-hidden>
                {open > 0 && (
                  <span
                    className={classes.length}
                    style={{ width: `${(100 * open) / most}%` }}
                    {...(overdue > 0 && { 'data-sign': 'late' })}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
