import { type ReactNode } from 'react';
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { useLanguage } from '../../shared/use-language.js';
import classes from './supervisor.module.css';

const SIGNS = {
  met: { Icon: IconCircleCheck, colour: 'var(--kip-kept)' },
  not_met: { Icon: IconCircleX, colour: 'var(--kip-late)' },
  no_data: { Icon: IconHelpCircle, colour: 'var(--mantine-color-dimmed)' },
} as const;

/** How each promise of the department's stands: kept, not kept, or nothing to tell it by. */
export function TargetResults({
  results,
}: {
  readonly results: readonly Schema<'TargetResult'>[];
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  return (
    <div className={classes.cards}>
      {results.map(({ target, limit, actual, result, off_words }) => {
        const { Icon, colour } = SIGNS[result];
        return (
          <section key={target.code} className={classes.card} data-result={result}>
            <span style={{ fontWeight: 550 }}>{target.name[language]}</span>
            <span className={classes.result} style={{ color: colour }}>
              <Icon size={22} aria-hidden />
              {t(`target.${result}`)}
            </span>
            <span className={classes.small}>
              {t('target.actual', { actual: actual[language], limit: limit[language] })}
              {result !== 'no_data' && <> · {off_words[language]}</>}
            </span>
            {target.illustrative && <span className={classes.small}>{t('target.example')}</span>}
          </section>
        );
      })}
    </div>
  );
}
