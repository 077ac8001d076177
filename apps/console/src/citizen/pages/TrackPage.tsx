import { Button, Group, Paper, SimpleGrid, Stack, Text, Timeline, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { useAddressPart } from '../../shared/address.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { StateBadge } from '../../shared/components/StateBadge.js';
import { formatInstant } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { useMe } from '../account/me.js';
import { reportQuery } from '../queries.js';
import { keepToken, tokenOf } from '../tokens.js';
import { Again } from '../track/Again.js';
import { Promised } from '../track/Clock.js';
import { Contact } from '../track/Contact.js';
import { DataDemand } from '../track/DataDemand.js';
import { type Known } from '../track/known.js';
import { More } from '../track/More.js';
import { Photos } from '../track/Photos.js';
import { Rating } from '../track/Rating.js';
import { FindForm } from './FindPage.js';

type Report = Schema<'CitizenReport'>;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <dd style={{ margin: 0 }}>{children}</dd>
    </div>
  );
}

function Head({ report, token }: Known): ReactNode {
  const { t } = useTranslation(['citizen', 'shared']);
  const language = useLanguage();
  return (
    <Paper p="lg">
      <Stack>
        <Group>
          <StateBadge state={report.state as Schema<'ListItem'>['state']} />
        </Group>
        <SimpleGrid component="dl" cols={{ base: 1, xs: 3 }} spacing="md" m={0}>
          <Fact name={t('shared:due.label')}>
            <Promised report={report} token={token} />
          </Fact>
          <Fact name={t('track.received')}>
            <Text size="sm">{formatInstant(report.received_at, language)}</Text>
          </Fact>
          <Fact name={t('track.unit')}>
            <Text size="sm">{report.unit ?? t('track.noUnit')}</Text>
          </Fact>
        </SimpleGrid>
        <div>
          <Text size="xs" c="dimmed">
            {t('track.text')}
          </Text>
          <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{report.text}</Text>
        </div>
      </Stack>
    </Paper>
  );
}

function History({ lines }: { readonly lines: Report['history'] }): ReactNode {
  const { t } = useTranslation('citizen');
  const language = useLanguage();
  return (
    <Paper p="lg">
      <Title order={2} mb="md">
        {t('track.history')}
      </Title>
      <Timeline active={lines.length} bulletSize={14} lineWidth={2}>
        {lines.map((line) => (
          <Timeline.Item key={`${line.at} ${line.kind}`} title={line.title}>
            <Text size="sm" c="dimmed">
              {[formatInstant(line.at, language), ...(line.unit === null ? [] : [line.unit])].join(
                ' · ',
              )}
            </Text>
            {line.text !== null && (
              <Text size="sm" mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                {line.text}
              </Text>
            )}
          </Timeline.Item>
        ))}
      </Timeline>
    </Paper>
  );
}

function Followed({
  code,
  token,
  onOther,
}: {
  readonly code: string;
  readonly token: string | null;
  readonly onOther: () => void;
}): ReactNode {
  const { t } = useTranslation('citizen');
  const { data, error, isPending, refetch } = useQuery(reportQuery(code, token));
  if (isPending) return <SkeletonList lines={2} height={190} />;
  if (!data) {
    return (
      <ProblemNotice
        error={error}
        {...(!(error instanceof Problem) && { onRetry: () => void refetch() })}
      >
        <Button variant="default" size="xs" onClick={onOther}>
          {t('track.other')}
        </Button>
      </ProblemNotice>
    );
  }
  return (
    <Stack>
      <Head report={data} token={token} />
      {data.may.includes('rating') && <Rating report={data} token={token} />}
      <Photos report={data} token={token} />
      <History lines={data.history} />
      <More report={data} token={token} />
      <Again report={data} token={token} />
      <Contact report={data} token={token} />
      <DataDemand report={data} token={token} />
    </Stack>
  );
}

function Tracked({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation('citizen');
  const navigate = useNavigate();
  // The link of a mail brings the token behind the mark.
  const mailed = useLocation({ select: ({ hash }) => hash });
  const [token, setToken] = useState(() => (mailed === '' ? tokenOf(code) : mailed));
  const me = useMe();
  const [other, setOther] = useState(false);
  useEffect(() => {
    if (mailed === '') return;
    keepToken(code, mailed);
    // Whoever is shown the address later is not given the token with it.
    void navigate({ to: '.', search: true, hash: '', replace: true });
  }, [code, mailed, navigate]);
  if (token === null && me.isPending) return <SkeletonList lines={2} height={190} />;
  if (token === null && (!me.data || other)) {
    const found = (wanted: string, typed: string): void => {
      if (wanted === code) setToken(typed);
      else void navigate({ to: '/reports/$code', params: { code: wanted } });
    };
    return (
      <>
        <Text mb="lg">{t('track.lead')}</Text>
        <FindForm code={code} onFound={found} />
      </>
    );
  }
  const forget = (): void => {
    keepToken(code, null);
    setToken(null);
    setOther(true);
  };
  return <Followed code={code} token={token} onOther={forget} />;
}

/** A report as its reporter follows it: its state, by when it is to be done, and what was done. */
export function TrackPage(): ReactNode {
  const code = useAddressPart('code');
  return (
    <>
      <PageTitle title={code} />
      <Tracked code={code} key={code} />
    </>
  );
}
