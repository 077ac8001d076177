import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import classes from './page/case-page.module.css';

/** Who else has the case open. */
export function Presence({
  others,
}: {
  readonly others: readonly Schema<'LookingView'>[];
}): ReactNode {
  const { t } = useTranslation('cases');
  return (
    <span role="status">
      {others.length > 0 && (
        <span className={classes.presence}>
          {t('report.looking', { names: others.map(({ name }) => name).join(', ') })}
        </span>
      )}
    </span>
  );
}
