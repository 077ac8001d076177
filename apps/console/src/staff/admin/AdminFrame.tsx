import { Link, Outlet } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { PageComing } from '../../shared/components/PageTroubles.js';
import { useMe } from '../me.js';
import { useCurrentInSight } from '../use-current-in-sight.js';
import { PLACES } from './places.js';
import classes from './admin.module.css';

/**
 * The administrators' pages, side by side: a column on a broad screen, a strip on a telephone.
 * @public named where its route is
 */
export function AdminFrame(): ReactNode {
  const { t } = useTranslation('admin');
  const { rights } = useMe();
  const strip = useCurrentInSight();
  return (
    <div className={classes.frame}>
      <nav ref={strip} className={`${classes.places} kip-no-print`} aria-label={t('title')}>
        <Link to="/admin" activeOptions={{ exact: true }} className={classes.place}>
          {t('places.glance')}
        </Link>
        {PLACES.filter(({ right }) => rights.includes(right)).map(({ name }) => (
          <Link key={name} to={`/admin/${name}`} className={classes.place}>
            {t(`places.${name}`)}
          </Link>
        ))}
      </nav>
      <div className={classes.page}>
        <Suspense fallback={<PageComing />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}
