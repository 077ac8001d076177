import { Button, Checkbox, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type UseMutationResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { Empty } from '../../../shared/components/Empty.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { StateBadge } from '../../../shared/components/StateBadge.js';
import { formatDate } from '../../../shared/format.js';
import classes from '../admin.module.css';

export interface Contact {
  readonly phone: string;
  readonly email: string;
}
type Found = Schema<'PersonReportList'>;

function FoundReport({
  report,
  chosen,
  onChoose,
}: {
  readonly report: Found['items'][number];
  readonly chosen: boolean;
  readonly onChoose: (chosen: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('demands');
  const { code, state, received_at: at, name, phone, email } = report;
  return (
    <div className={`${classes.row} ${classes.rule}`}>
      <Checkbox
        label={
          <>
            <Text span size="sm" fw={600}>
              {code}
            </Text>{' '}
            <Text span size="sm">
              {[name, phone, email].filter((part) => part !== null).join(' · ')}
            </Text>
          </>
        }
        description={t('receivedOn', { day: formatDate(at) })}
        checked={chosen}
        onChange={({ currentTarget }) => {
          onChoose(currentTarget.checked);
        }}
      />
      <Link to={`/reports/${code}`} aria-label={t('openReport', { code })}>
        <StateBadge state={state} />
      </Link>
    </div>
  );
}

/**
 * Looks for what a person has sent, by number or mail address. What is typed here is somebody's own data:
 * it is kept nowhere but on the page.
 */
export function FindPerson({
  contact,
  finding,
  codes,
  onContact,
  onCodes,
}: {
  readonly contact: Contact;
  readonly finding: UseMutationResult<Found, Error, Contact>;
  readonly codes: readonly string[];
  readonly onContact: (contact: Contact) => void;
  readonly onCodes: (codes: readonly string[]) => void;
}): ReactNode {
  const { t } = useTranslation('demands');
  const { phone, email } = contact;
  const { data } = finding;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    finding.mutate(contact);
  };
  return (
    <Paper p="md" component="form" onSubmit={send}>
      <Stack gap="sm">
        <div>
          <Title order={2} size="h3">
            {t('find.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('find.lead')}
          </Text>
        </div>
        <Group gap="sm" align="end">
          <TextInput
            label={t('find.phone')}
            type="tel"
            autoComplete="off"
            value={phone}
            onChange={({ currentTarget }) => {
              onContact({ ...contact, phone: currentTarget.value });
            }}
          />
          <TextInput
            label={t('find.email')}
            type="email"
            autoComplete="off"
            value={email}
            onChange={({ currentTarget }) => {
              onContact({ ...contact, email: currentTarget.value });
            }}
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconSearch size={18} aria-hidden />}
            loading={finding.isPending}
            disabled={phone.trim() === '' && email.trim() === ''}
          >
            {t('find.find')}
          </Button>
        </Group>
        {finding.error && <ProblemNotice error={finding.error} />}
        {data && (
          <Paper className={classes.rows ?? ''} role="status">
            {data.items.length === 0 && <Empty title={t('find.none')} hint={t('find.noneHint')} />}
            {data.items.map((report) => (
              <FoundReport
                key={report.code}
                report={report}
                chosen={codes.includes(report.code)}
                onChoose={(chosen) => {
                  const others = codes.filter((code) => code !== report.code);
                  onCodes(chosen ? [...others, report.code] : others);
                }}
              />
            ))}
          </Paper>
        )}
        {data && data.follows.length > 0 && (
          <Text size="sm">
            {t('find.follows', { codes: data.follows.map(({ code }) => code).join(', ') })}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
