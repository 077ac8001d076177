import { Anchor, Button, Group, Modal, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { StateBadge } from '../../../shared/components/StateBadge.js';
import { formatInstant, formatNumber, formatRate } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { caseQuery } from '../../queries.js';
import { similarQuery } from '../queries.js';
import { useNames } from '../use-names.js';
import { Photos } from './Photos.js';
import classes from './case-page.module.css';

type Case = Schema<'CaseView'>;
type Alike = Schema<'SimilarItem'>;

function Side({ report, title }: { readonly report: Case; readonly title: string }): ReactNode {
  const language = useLanguage();
  const names = useNames();
  return (
    <Paper p="md" component="section" aria-label={title}>
      <Stack gap="xs">
        <Text size="xs" c="dimmed">
          {title}
        </Text>
        <Group gap="xs">
          <Anchor component={Link} to={`/reports/${report.code}`} fw={600}>
            {report.code}
          </Anchor>
          <StateBadge state={report.state} />
        </Group>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {report.text}
        </Text>
        <Text size="sm" c="dimmed">
          {[
            report.address,
            report.area === null ? null : names.area(report.area),
            formatInstant(report.received_at, language),
          ]
            .filter((one) => one !== null)
            .join(' · ')}
        </Text>
        {report.photos.length > 0 && <Photos code={report.code} photos={report.photos} />}
      </Stack>
    </Paper>
  );
}

function Beside({
  report,
  alike,
  onAct,
}: {
  readonly report: Case;
  readonly alike: Alike;
  readonly onAct: (act: 'merge' | 'link', other: string) => void;
}): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const { data: other, error, refetch } = useQuery(caseQuery(alike.code));
  const { place, words, time } = alike.likeness;
  const shares = [
    ...(place === null ? [] : [`${t('similar.byPlace')} ${formatRate(place, language)}`]),
    `${t('similar.byWords')} ${formatRate(words, language)}`,
    `${t('similar.byTime')} ${formatRate(time, language)}`,
  ];
  return (
    <Stack gap="md">
      <Text size="sm">
        {t('similar.score', { score: formatRate(alike.score, language) })}: {shares.join(', ')}
      </Text>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!other && !error && <SkeletonList lines={2} height={120} />}
      {other && (
        <div className={classes.side}>
          <Side report={report} title={t('similar.this')} />
          <Side report={other} title={t('similar.that')} />
        </div>
      )}
      <Group justify="end" gap="xs">
        {(['link', 'merge'] as const)
          .filter((act) => report.allowed_actions.includes(act))
          .map((act) => (
            <Button
              key={act}
              variant={act === 'merge' ? 'filled' : 'default'}
              onClick={() => {
                onAct(act, alike.code);
              }}
            >
              {t(`similar.${act}`, { code: alike.code })}
            </Button>
          ))}
      </Group>
    </Stack>
  );
}

/** Reports that may be of the same thing; two of them can be put side by side. */
export function Similar({
  report,
  onAct,
}: {
  readonly report: Case;
  readonly onAct: (act: 'merge' | 'link', other: string) => void;
}): ReactNode {
  const { t } = useTranslation(['cases', 'shared']);
  const language = useLanguage();
  const [beside, setBeside] = useState<Alike | null>(null);
  const { data, error, refetch } = useQuery(similarQuery(report.code));
  return (
    <section className={classes.card} aria-labelledby="similar">
      <h2 id="similar" className={classes.heading}>
        {t('similar.title')}
      </h2>
      {!data && !error && <SkeletonList lines={1} height={56} />}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('similar.none')}
        </Text>
      )}
      {data?.items.map((alike) => (
        <div key={alike.code} className={classes.note}>
          <Group justify="space-between" wrap="nowrap" align="start">
            <div style={{ minWidth: 0 }}>
              <Group gap="xs">
                <Anchor component={Link} to={`/reports/${alike.code}`} size="sm" fw={600}>
                  {alike.code}
                </Anchor>
                <StateBadge state={alike.state} />
              </Group>
              <Text size="sm" lineClamp={2}>
                {alike.text}
              </Text>
              <Text size="xs" c="dimmed">
                {t('similar.score', { score: formatRate(alike.score, language) })}
                {alike.metres !== null &&
                  ` · ${t('similar.metres', { metres: formatNumber(Math.round(alike.metres), language) })}`}
              </Text>
            </div>
            <Button
              variant="default"
              flex="none"
              aria-label={`${t('similar.side')}: ${alike.code}`}
              onClick={() => {
                setBeside(alike);
              }}
            >
              {t('similar.side')}
            </Button>
          </Group>
        </div>
      ))}
      <Modal
        opened={beside !== null}
        onClose={() => {
          setBeside(null);
        }}
        size="64rem"
        title={t('similar.side')}
        transitionProps={{ duration: 0 }}
        closeButtonProps={{ 'aria-label': t('shared:act.close') }}
      >
        {beside && (
          <Beside
            report={report}
            alike={beside}
            onAct={(act, other) => {
              setBeside(null);
              onAct(act, other);
            }}
          />
        )}
      </Modal>
    </section>
  );
}
