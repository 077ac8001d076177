import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatDuration, formatRate } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { useMay } from '../me.js';
import { referenceQuery } from '../queries.js';
import { Frame } from './Frame.js';
import { writtenDay } from './period.js';
import { targetsQuery } from './queries.js';
import { TargetForm } from './TargetForm.js';
import classes from './supervisor.module.css';

type Target = Schema<'TargetView'>;

function useScopeName(): (target: Target) => string {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const { data } = useQuery(referenceQuery);
  return ({ stream, network, unit }) => {
    const named = [
      data?.streams.find(({ code }) => code === stream),
      data?.networks.find(({ code }) => code === network),
      data?.units.find(({ code }) => code === unit),
    ].flatMap((one) => (one ? [one.name[language]] : []));
    return named.length > 0 ? named.join(', ') : t('targets.everything');
  };
}

function Lines({
  items,
  onEdit,
}: {
  readonly items: readonly Target[];
  readonly onEdit: ((target: Target) => void) | null;
}): ReactNode {
  const { t } = useTranslation(['supervisor', 'shared']);
  const language = useLanguage();
  const scopeName = useScopeName();
  const valueOf = ({ direction, value, value_unit }: Target): string => {
    const sign = direction === 'at_least' ? '≥' : '≤';
    return value_unit === 'percent'
      ? `${sign} ${formatRate(value / 100, language)}`
      : `${sign} ${formatDuration(value, language, 480)}`;
  };
  return (
    <div className={classes.paper}>
      <table className={classes.table} data-cards>
        <thead>
          <tr>
            <th scope="col">{t('targets.name')}</th>
            <th scope="col">{t('targets.metric')}</th>
            <th scope="col" className={classes.end}>
              {t('targets.value')}
            </th>
            <th scope="col">{t('targets.scope')}</th>
            <th scope="col">{t('targets.days')}</th>
            {onEdit && <td />}
          </tr>
        </thead>
        <tbody>
          {items.map((target) => (
            <tr key={target.code}>
              <th scope="row" data-wide>
                {target.name[language]}
                {target.illustrative && (
                  <Text size="xs" c="dimmed">
                    {t('target.example')}
                  </Text>
                )}
              </th>
              <td data-wide>{t(`metric.${target.metric}`)}</td>
              <td className={classes.end}>
                <strong>{valueOf(target)}</strong>
              </td>
              <td data-wide>{scopeName(target)}</td>
              <td data-wide>
                {writtenDay(target.from)} – {writtenDay(target.until)}
              </td>
              {onEdit && (
                <td data-wide>
                  <Button
                    variant="subtle"
                    size="compact-sm"
                    aria-label={t('targets.editOf', { name: target.name[language] })}
                    onClick={() => {
                      onEdit(target);
                    }}
                  >
                    {t('targets.edit')}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the department has promised itself; an administrator may change it. */
export function TargetsPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  const mayEdit = useMay('save_targets');
  const { data, error, refetch } = useQuery(targetsQuery);
  const [edited, setEdited] = useState<Target | 'new' | null>(null);
  return (
    <Frame
      title={t('targets.title')}
      actions={
        mayEdit && (
          <Button
            onClick={() => {
              setEdited('new');
            }}
          >
            {t('targets.add')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('targets.hint')}
        </Text>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!data && !error && <SkeletonList lines={4} />}
        {data?.items.length === 0 && (
          <Empty title={t('targets.none')} hint={t('targets.noneHint')} />
        )}
        {data && data.items.length > 0 && (
          <Lines items={data.items} onEdit={mayEdit ? setEdited : null} />
        )}
      </Stack>
      <TargetForm
        edited={edited}
        onClose={() => {
          setEdited(null);
        }}
      />
    </Frame>
  );
}
