import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import classes from '../admin.module.css';

type Account = Schema<'AccountView'>;
type Standing = 'shut' | 'works' | 'invited' | 'never';

function standingOf({ shut_out_at, password_set_at, last_seen_at, invited }: Account): Standing {
  if (shut_out_at !== null) return 'shut';
  if (password_set_at !== null || last_seen_at !== null) return 'works';
  return invited ? 'invited' : 'never';
}

const SIGNS = { shut: 'quiet', works: 'kept', invited: 'soon', never: 'quiet' } as const;

/** Whether somebody can sign in. */
export function AccountBadge({ account }: { readonly account: Account }): ReactNode {
  const { t } = useTranslation('admin');
  const standing = standingOf(account);
  return (
    <span className={classes.badge} data-sign={SIGNS[standing]}>
      {t(`people.standing.${standing}`)}
    </span>
  );
}
