import { Button, Chip, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { reportKey } from '../tokens.js';
import { type Known } from './known.js';
import { useReportAct } from './use-report-act.js';

const VALUES = ['satisfied', 'acceptable', 'not_satisfied'] as const;
type Value = Schema<'RatingBody'>['value'];

/** How the reporter finds the result; it may be changed until the report is opened again. */
export function Rating({ report, token }: Known): ReactNode {
  const { t } = useTranslation('citizen');
  const { code } = report;
  const [value, setValue] = useState<Value | null>(report.rating);
  const [comment, setComment] = useState('');
  const rate = useReportAct(code, token, (body: Schema<'RatingBody'>) =>
    bodyOf(
      api.POST('/v1/reports/{code}/rating', {
        params: reportKey(code, token),
        body,
      }),
    ),
  );
  return (
    <Paper p="lg" component="section" aria-labelledby="rating">
      <Stack gap="sm">
        <Title order={2} id="rating">
          {t('rate.title')}
        </Title>
        {report.rating !== null && (
          <Text size="sm" role="status">
            {t('rate.given', { value: t(`rate.value.${report.rating}`) })}
          </Text>
        )}
        <Chip.Group value={value} onChange={setValue}>
          <Group gap="xs">
            {VALUES.map((one) => (
              <Chip key={one} value={one} size="lg">
                {t(`rate.value.${one}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        {value !== null && (
          <Textarea
            label={t('rate.comment')}
            description={t('optional')}
            value={comment}
            maxLength={2_000}
            autosize
            minRows={2}
            onChange={({ currentTarget }) => {
              setComment(currentTarget.value);
            }}
          />
        )}
        {rate.error && <ProblemNotice error={rate.error} />}
        <Group>
          <Button
            size="md"
            disabled={value === null}
            loading={rate.isPending}
            onClick={() => {
              if (value === null) return;
              const words = comment.trim();
              rate.mutate({ value, ...(words !== '' && { comment: words }) });
            }}
          >
            {t('rate.send')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
