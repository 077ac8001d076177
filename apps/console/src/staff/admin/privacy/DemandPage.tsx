import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { useAddressPart } from '../../../shared/address.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { StateBadge } from '../../../shared/components/StateBadge.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { Clocks } from '../../cases/page/Clocks.js';
import { Said } from '../../cases/page/Said.js';
import { useNames } from '../../cases/use-names.js';
import { caseQuery } from '../../queries.js';
import { Loaded } from '../Loaded.js';
import { Decide } from './Decide.js';
import { codesIn } from './codes.js';
import { isOpen, outcomesQuery } from './demands.js';
import { PersonWork } from './PersonWork.js';
import classes from '../admin.module.css';

function Outcomes({ items }: Schema<'OutcomeList'>): ReactNode {
  const { t } = useTranslation('demands');
  const language = useLanguage();
  const { person } = useNames();
  return (
    <Paper className={classes.rows ?? ''} role="status">
      {items.length === 0 && (
        <Text size="sm" p="md">
          {t('undecided')}
        </Text>
      )}
      {items.map(({ outcome, by, at, reason, codes }) => (
        <div key={at} className={classes.row}>
          <Text size="sm" fw={600}>
            {t(`outcome.${outcome}`)}
          </Text>
          <Text size="sm">{reason}</Text>
          <Text size="sm" c="dimmed">
            {[t('decidedBy', { by: person(by), at: formatInstant(at, language) }), ...codes].join(
              ' · ',
            )}
          </Text>
        </div>
      ))}
    </Paper>
  );
}

function Demand({ report }: { readonly report: Schema<'CaseView'> }): ReactNode {
  const { t } = useTranslation('demands');
  const { code, form } = report;
  const about = typeof form['about'] === 'string' ? codesIn(form['about']) : [];
  return (
    <div className={classes.beside}>
      <Stack gap="md">
        <Said report={report} />
        <Clocks report={report} />
        <section aria-labelledby="outcomes">
          <Title order={2} size="h3" id="outcomes" mb="xs">
            {t('outcomes')}
          </Title>
          <Loaded query={useQuery(outcomesQuery(code))} lines={1} height={72}>
            {(list) => <Outcomes items={list.items} />}
          </Loaded>
        </section>
      </Stack>
      {isOpen(report) ? (
        <Stack gap="md">
          <PersonWork request={code} about={about} />
          <Decide code={code} />
        </Stack>
      ) : (
        <Paper p="md">
          <Text size="sm">{t('ended')}</Text>
        </Paper>
      )}
    </div>
  );
}

/** One demand: what is asked and by when, what is kept of the person, and what became of it. */
export function DemandPage(): ReactNode {
  const { t } = useTranslation('demands');
  const code = useAddressPart('code').toUpperCase();
  const query = useQuery(caseQuery(code));
  return (
    <>
      <Anchor component={Link} to="/admin/privacy" size="sm" mb="xs" display="inline-flex">
        <IconArrowLeft size={18} aria-hidden />
        &nbsp;{t('title')}
      </Anchor>
      <PageTitle title={t('one', { code })}>
        <Group gap="sm">
          {query.data && <StateBadge state={query.data.state} />}
          <Button component={Link} to={`/reports/${code}`} variant="default">
            {t('openCase')}
          </Button>
        </Group>
      </PageTitle>
      <Loaded query={query} lines={3} height={160}>
        {(report) => <Demand key={code} report={report} />}
      </Loaded>
    </>
  );
}
