import { Link } from '@tanstack/react-router';
import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Due } from '../../../shared/components/Due.js';
import { StateBadge } from '../../../shared/components/StateBadge.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { type Item } from '../lists.js';
import { useNames } from '../use-names.js';
import classes from './all.module.css';

export const features = tableFeatures({});
const column = createColumnHelper<typeof features, Item>();

/** What a row of the list tells, in the reader's language. */
export function useColumns() {
  const { t } = useTranslation('staff');
  const language = useLanguage();
  const names = useNames();
  return useMemo(
    () =>
      column.columns([
        column.accessor('code', {
          id: 'head',
          cell: ({ row: { original: item } }) => (
            <>
              <Link to="/reports/$code" params={{ code: item.code }} className={classes.code}>
                {item.code}
              </Link>
              <StateBadge state={item.state} />
            </>
          ),
        }),
        column.accessor('text', {
          id: 'said',
          cell: ({ row: { original: item } }) => (
            <>
              <span className={classes.text}>{item.text}</span>
              {item.address !== null && <span className={classes.beside}>{item.address}</span>}
            </>
          ),
        }),
        column.accessor('due_at', {
          id: 'end',
          cell: ({ row: { original: item } }) => (
            <>
              <Due at={item.due_at} overdue={item.overdue} paused={item.paused} />
              <span className={classes.beside}>
                {item.unit === null ? t('list.noUnit') : names.unit(item.unit)} ·{' '}
                {formatInstant(item.received_at, language)}
              </span>
            </>
          ),
        }),
      ]),
    [t, language, names],
  );
}
