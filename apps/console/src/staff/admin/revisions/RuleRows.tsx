import { Paper, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useNames } from '../../cases/use-names.js';
import classes from '../admin.module.css';

interface Row {
  readonly code: string;
  readonly name: Schema<'BilingualView'>;
  readonly current: Schema<'RevisionView'>;
  readonly to: string;
  /** What it says, in a few words. */
  readonly says: string;
}

/** Which revision something is, since when and by whom. */
export function RevisionWords({
  of,
}: {
  readonly of: Pick<Schema<'RevisionView'>, 'revision' | 'saved_at' | 'saved_by'>;
}): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const { person } = useNames();
  const { revision, saved_at, saved_by } = of;
  if (saved_at === null) return t('rules.revision', { revision });
  return t('rules.revisionBy', {
    revision,
    at: formatInstant(saved_at, language),
    by: saved_by === null ? t('rules.system') : person(saved_by),
  });
}

/** Calendars or policies as a list that leads to each. */
export function RuleRows({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const language = useLanguage();
  return (
    <Paper className={classes.rows ?? ''}>
      {rows.map(({ code, name, current, to, says }) => (
        <Link key={code} to={to} className={`${classes.row} ${classes.rule}`}>
          <div>
            <Text fw={600}>{name[language]}</Text>
            <Text size="sm" c="dimmed">
              {says}
            </Text>
          </div>
          <Text size="sm" c="dimmed" ta="end">
            <RevisionWords of={current} />
          </Text>
        </Link>
      ))}
    </Paper>
  );
}
