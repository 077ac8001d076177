import { Alert, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowsExchange, IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../../shared/use-language.js';
import { Preview } from './Preview.js';
import { type Overtaken, type RuleChange, type Saved } from './use-rule-change.js';

/** Says one change in words. */
type Says<Change> = (change: Change) => string;

function Changes<Change>({
  would,
  says,
}: {
  readonly would: Saved<Change>;
  readonly says: Says<Change>;
}): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  if (would.result === 'same') return <Text size="sm">{t('rules.same')}</Text>;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t('rules.would')}
      </Text>
      <List size="sm">
        {would.changes.map((change) => (
          <List.Item key={says(change)}>{says(change)}</List.Item>
        ))}
      </List>
      {would.effects?.map(({ text }) => (
        <Text key={text.vi} size="sm" c="dimmed">
          {text[language]}
        </Text>
      ))}
    </Stack>
  );
}

function OvertakenNotice<Change>({
  overtaken,
  says,
}: {
  readonly overtaken: Overtaken<Change>;
  readonly says: Says<Change>;
}): ReactNode {
  const { t } = useTranslation('admin');
  const { revision, checked } = overtaken;
  return (
    <Alert
      role="alert"
      color="yellow"
      variant="outline"
      icon={<IconArrowsExchange aria-hidden />}
      title={t('rules.overtaken', { revision })}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      <Stack gap="xs">
        <Text size="sm">{t('rules.overtakenLead', { revision })}</Text>
        {checked.would && <Changes would={checked.would} says={says} />}
      </Stack>
    </Alert>
  );
}

/** The last steps of a change: check, try on the open cases, save. What is wrong also stands at its field. */
export function Review<Change>({
  change,
  says,
  onDrop,
  mayForce = true,
}: {
  readonly change: RuleChange<Change>;
  readonly says: Says<Change>;
  /** Gives the draft up. */
  readonly onDrop: () => void;
  readonly mayForce?: boolean;
}): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const { check, preview, save, overtaken, mayPreview } = change;
  const error = check.error ?? preview.error ?? (overtaken ? null : save.error);
  const problems = check.data?.problems ?? [];
  return (
    <Paper p="md" component="section" aria-label={t('rules.review')}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h3">
            {t('rules.review')}
          </Title>
          <Text size="sm" c="dimmed">
            {t(mayPreview ? 'rules.reviewLead' : 'rules.reviewEntry')}
          </Text>
        </div>
        {error && <ProblemNotice error={error} />}
        {overtaken && <OvertakenNotice overtaken={overtaken} says={says} />}
        {problems.length > 0 && (
          <Alert role="alert" color="red" variant="outline" title={t('rules.problems')}>
            <List size="sm">
              {problems.map(({ field, message }) => (
                <List.Item key={field + message.vi}>
                  <b>{field}</b>: {message[language]}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
        {check.data?.would && !overtaken && (
          <div role="status">
            <Changes would={check.data.would} says={says} />
          </div>
        )}
        {preview.data && <Preview page={preview.data} />}
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconCircleCheck size={18} aria-hidden />}
            loading={check.isPending}
            onClick={() => {
              check.mutate();
            }}
          >
            {t('rules.check')}
          </Button>
          {mayPreview && (
            <Button
              variant="default"
              loading={preview.isPending}
              onClick={() => {
                preview.mutate();
              }}
            >
              {t('rules.preview')}
            </Button>
          )}
          <Button
            loading={save.isPending}
            disabled={!check.data?.would || (overtaken !== null && !mayForce)}
            onClick={() => {
              save.mutate();
            }}
          >
            {overtaken ? t('rules.saveOver') : t('rules.save')}
          </Button>
          <Button variant="subtle" color="gray" c="var(--mantine-color-text)" onClick={onDrop}>
            {t('rules.drop')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
