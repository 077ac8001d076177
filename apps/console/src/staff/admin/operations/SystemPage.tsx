import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { formatDuration, formatInstant, formatNumber } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { Loaded } from '../Loaded.js';
import classes from '../admin.module.css';

/** Up to then seconds say more than minutes. */
const SHORT_SECONDS = 120;

const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/system', { signal })),
  refetchInterval: 10_000,
});

function Fact({
  name,
  children,
  bad = false,
}: {
  readonly name: string;
  readonly children: ReactNode;
  readonly bad?: boolean;
}): ReactNode {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd {...(bad && { 'data-sign': 'late' })}>{children}</dd>
    </div>
  );
}

/** How the installation fares: what waits, what was given up, how late its clock's work is. */
export function SystemPage(): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const number = (value: number): string => formatNumber(value, language);
  const seconds = (value: number): string =>
    value < SHORT_SECONDS
      ? t('system.seconds', { number: number(value) })
      : formatDuration(value / 60, language);
  return (
    <>
      <PageTitle title={t('places.system')} />
      <Loaded query={useQuery(systemQuery)} lines={4} height={120}>
        {({ version, postgres, kind, now, deliveries, ticks, seals, mail }) => (
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            <Paper p="md" component="section">
              <Title order={2}>{t('system.deliveries')}</Title>
              <dl className={classes.facts}>
                <Fact name={t('system.underWay')}>
                  {number(deliveries.pending + deliveries.enqueued)}
                </Fact>
                <Fact name={t('system.oldest')}>{seconds(deliveries.oldest_seconds)}</Fact>
                <Fact name={t('system.dead')} bad={deliveries.dead > 0}>
                  {number(deliveries.dead)}
                  {deliveries.dead > 0 && (
                    <>
                      {' · '}
                      <Anchor component={Link} to="/admin/dead">
                        {t('places.dead')}
                      </Anchor>
                    </>
                  )}
                </Fact>
              </dl>
            </Paper>
            <Paper p="md" component="section">
              <Title order={2}>{t('system.clock')}</Title>
              <dl className={classes.facts}>
                <Fact name={t('system.due')}>{number(ticks.due)}</Fact>
                <Fact name={t('system.late')}>{seconds(ticks.late_seconds)}</Fact>
                <Fact name={t('system.now')}>{formatInstant(now, language)}</Fact>
              </dl>
            </Paper>
            <Paper p="md" component="section">
              <Title order={2}>{t('system.seals')}</Title>
              <dl className={classes.facts}>
                <Fact name={t('system.seal')}>{number(seals.number)}</Fact>
                <Fact name={t('system.unsealed')}>{number(seals.waiting)}</Fact>
                <Fact name={t('system.oldest')}>{seconds(seals.waiting_seconds)}</Fact>
              </dl>
            </Paper>
            <Paper p="md" component="section">
              <Title order={2}>{t('system.mail')}</Title>
              <dl className={classes.facts}>
                <Fact name={t('system.mailPending')}>{number(mail.pending)}</Fact>
                <Fact name={t('system.mailFailed')} bad={mail.failed > 0}>
                  {number(mail.failed)}
                </Fact>
                <Fact name={t('system.mailNobody')} bad={mail.nobody > 0}>
                  {number(mail.nobody)}
                </Fact>
              </dl>
            </Paper>
            <Stack gap={0}>
              <Text size="sm" c="dimmed">
                {t('system.versions', { version, postgres })}
                {kind === 'simulated' && ` · ${t('system.simulated')}`}
              </Text>
            </Stack>
          </SimpleGrid>
        )}
      </Loaded>
    </>
  );
}
