import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { useCurrentInSight } from '../use-current-in-sight.js';
import { type Question, addressOf } from './question.js';
import classes from './supervisor.module.css';

const PLACES = [
  { to: '/overview', name: 'overview', figures: true },
  { to: '/figures/by/unit', name: 'units', figures: true },
  { to: '/figures/by/category', name: 'categories', figures: true },
  { to: '/figures/by/area', name: 'areas', figures: true },
  { to: '/figures/heat', name: 'heat', figures: true },
  { to: '/comparison', name: 'comparison', figures: true },
  { to: '/extensions', name: 'extensions', figures: false },
  { to: '/breaches', name: 'breaches', figures: false },
  { to: '/documents', name: 'documents', figures: false },
  { to: '/targets', name: 'targets', figures: false },
  { to: '/what-if', name: 'whatIf', figures: false },
] as const;

/** A page of whoever watches the deadlines: its heading, and the ways to the others. */
export function Frame({
  title,
  question = null,
  actions,
  children,
}: {
  readonly title: string;
  /** Kept from page to page of the figures, where there is one. */
  readonly question?: Question | null;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const strip = useCurrentInSight();
  return (
    <div className={classes.page}>
      <nav ref={strip} className={`${classes.tabs} kip-no-print`} aria-label={t('nav.label')}>
        {PLACES.map(({ to, name, figures }) => (
          <Link
            key={to}
            to={to}
            className={classes.tab}
            activeOptions={{ includeSearch: false }}
            {...(figures && question && { search: addressOf(question) })}
          >
            {t(`nav.${name}`)}
          </Link>
        ))}
      </nav>
      <PageTitle title={title}>{actions}</PageTitle>
      {children}
    </div>
  );
}
