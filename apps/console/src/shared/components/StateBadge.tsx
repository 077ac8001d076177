import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import classes from './signs.module.css';

export type State = Schema<'ListItem'>['state'];

type Sign = 'active' | 'soon' | 'quiet' | 'kept';

/** Work under way has the accent, what waits for somebody amber, what ended is quiet or, done, green. */
const SIGNS: Readonly<Record<State, Sign>> = {
  received: 'active',
  in_review: 'soon',
  offered: 'soon',
  assigned: 'active',
  in_progress: 'active',
  waiting: 'quiet',
  resolved: 'kept',
  closed: 'kept',
  rejected: 'quiet',
  duplicate: 'quiet',
  withdrawn: 'quiet',
};

/** A report's state as its word; the colour only helps to find it. */
export function StateBadge({ state }: { readonly state: State }): ReactNode {
  const { t } = useTranslation('shared');
  return (
    <span className={classes.badge} data-sign={SIGNS[state]}>
      {t(`state.${state}`)}
    </span>
  );
}
