import { Anchor, Paper, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../shared/components/Empty.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { useNames } from '../cases/use-names.js';
import classes from './admin.module.css';

/** What somebody did, as a log tells it. */
export interface Line {
  readonly key: string;
  readonly at: string;
  readonly what: string;
  /** Where one sees what it was done to; null: nowhere by itself. */
  readonly leads: string | null;
  /** The code of who did it; null: the machine, or somebody without one. */
  readonly by: string | null;
  /** The code of whom it is about, where that is somebody else. */
  readonly about: string | null;
  readonly report: string | null;
  /** Why, in the words of who did it. */
  readonly why: string | null;
}

function LogLine({ line }: { readonly line: Line }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const { person } = useNames();
  const { at, what, leads, by, about, report, why } = line;
  return (
    <div className={`${classes.row} ${classes.rule}`}>
      <div>
        {leads === null ? (
          <Text size="sm" fw={550}>
            {what}
          </Text>
        ) : (
          <Anchor component={Link} to={leads} size="sm" fw={550}>
            {what}
          </Anchor>
        )}
        <Text size="sm" c="dimmed">
          {by === null ? t('rules.system') : t('privacy.by', { by: person(by) })}
          {about !== null && about !== by && ` · ${t('privacy.about', { person: person(about) })}`}
          {report !== null && (
            <>
              {' · '}
              <Anchor component={Link} to={`/reports/${report}`} size="sm">
                {report}
              </Anchor>
            </>
          )}
          {why !== null && ` · ${why}`}
        </Text>
      </div>
      <Text size="sm" c="dimmed" ta="end">
        {formatInstant(at, language)}
      </Text>
    </div>
  );
}

/** A log, the last first. */
export function Lines({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Paper className={classes.rows ?? ''}>
      {lines.length === 0 && <Empty title={t('privacy.noLines')} hint={t('audit.noneHint')} />}
      {lines.map((line) => (
        <LogLine key={line.key} line={line} />
      ))}
    </Paper>
  );
}
