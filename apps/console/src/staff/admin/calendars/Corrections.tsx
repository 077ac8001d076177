import { Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { Empty } from '../../../shared/components/Empty.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { formatInstant, formatNumber } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useMay, useMe } from '../../me.js';
import { useDraft } from '../draft.js';
import { Loaded } from '../Loaded.js';
import { Preview } from '../revisions/Preview.js';

type Correction = Schema<'CalendarCorrectionView'>;

function CorrectionCard({ code, one }: { readonly code: string; readonly one: Correction }) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const queries = useQueryClient();
  const me = useMe();
  const may = useMay('correct');
  const confirm = useMutation({
    mutationFn: () => {
      const params = { path: { code, id: one.id } };
      return bodyOf(api.POST('/v1/desk/calendars/{code}/corrections/{id}/confirm', { params }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['calendar-corrections', code] }),
  });
  const at = (instant: string): string => formatInstant(instant, language);
  return (
    <Paper p="md">
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {one.reason}
        </Text>
        <Text size="sm" c="dimmed">
          {t('corrections.asked', { by: one.asked_by, at: at(one.asked_at) })}
        </Text>
        {one.confirmed_at !== null ? (
          <Text size="sm">
            {t('corrections.confirmed', {
              by: one.confirmed_by ?? '',
              at: at(one.confirmed_at),
              moved: formatNumber(one.moved, language),
              kept: formatNumber(one.kept, language),
            })}
          </Text>
        ) : one.asked_by === me.code ? (
          <Text size="sm">{t('corrections.needsAnother')}</Text>
        ) : (
          may && (
            <Group>
              <Button
                loading={confirm.isPending}
                onClick={() => {
                  confirm.mutate();
                }}
              >
                {t('corrections.confirm')}
              </Button>
            </Group>
          )
        )}
        {confirm.error && <ProblemNotice error={confirm.error} />}
      </Stack>
    </Paper>
  );
}

/** Putting open cases under the calendar as it is now: seen first, asked by one, confirmed by another. */
export function Corrections({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const may = useMay('correct');
  const path = { code };
  const queryKey = ['calendar-corrections', code];
  const list = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/v1/desk/calendars/{code}/corrections', { params: { path }, signal })),
  });
  const preview = useQuery({
    queryKey: [...queryKey, 'preview'],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/v1/desk/calendars/{code}/corrections/preview', { params: { path }, signal }),
      ),
  });
  const [reason, write, forget] = useDraft(`calendar-correction-${code}`, '');
  const ask = useMutation({
    mutationFn: () =>
      bodyOf(
        api.POST('/v1/desk/calendars/{code}/corrections', { params: { path }, body: { reason } }),
      ),
    onSuccess: async () => {
      forget();
      await queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <Stack gap="lg">
      <Paper p="md" component="section">
        <Stack gap="sm">
          <Title order={2} size="h3">
            {t('corrections.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('corrections.lead')}
          </Text>
          <Loaded query={preview} lines={2} height={32}>
            {(page) => <Preview page={page} />}
          </Loaded>
          {may && (
            <>
              <Textarea
                label={t('corrections.reason')}
                value={reason}
                autosize
                minRows={2}
                onChange={({ currentTarget }) => {
                  write(currentTarget.value);
                }}
              />
              {ask.error && <ProblemNotice error={ask.error} />}
              <Group>
                <Button
                  disabled={reason.trim() === ''}
                  loading={ask.isPending}
                  onClick={() => {
                    ask.mutate();
                  }}
                >
                  {t('corrections.ask')}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </Paper>
      <Loaded query={list} lines={2} height={96}>
        {({ items }) =>
          items.length === 0 ? (
            <Paper>
              <Empty title={t('corrections.none')} />
            </Paper>
          ) : (
            <Stack gap="sm">
              {items.map((one) => (
                <CorrectionCard key={one.id} code={code} one={one} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}
