import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { type InboxName, inboxesQuery } from './queries.js';
import classes from './work-list.module.css';

/** A list that one may choose; null: the one that is no inbox. */
export interface ListTab {
  readonly name: InboxName | null;
  readonly label: string;
}

/** One's lists side by side, each with how many wait in it; which one is open stands in the address. */
export function ListTabs({
  tabs,
  open,
}: {
  /** The first is the one that an address without a name opens. */
  readonly tabs: readonly ListTab[];
  readonly open: InboxName | null;
}): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const { data } = useQuery(inboxesQuery);
  const current = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    // On a telephone the open one may lie beyond the edge.
    current.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open]);
  return (
    <nav className={`${classes.tabs} kip-no-print`} aria-label={t('unit.tabs')}>
      {tabs.map(({ name, label }, at) => {
        const count = data?.items.find((one) => one.name === name);
        const number = count && `${formatNumber(count.count, language)}${count.more ? '+' : ''}`;
        return (
          <Link
            key={name ?? ''}
            ref={name === open ? current : null}
            to="."
            search={at === 0 || name === null ? {} : { list: name }}
            className={classes.tab}
            data-open={name === open}
            {...(name === open && { 'aria-current': 'page' as const })}
          >
            {label}
            {number !== undefined && count?.count !== 0 && (
              <span className={classes.count}>{number}</span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
