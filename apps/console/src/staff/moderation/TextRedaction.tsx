import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { useDraft } from './draft.js';
import { caseQuery } from '../queries.js';
import { covered, pieces } from './redact.js';
import classes from './moderation.module.css';
import { tell } from '../tell.js';

/** A report's text: words are covered by choosing them, and what the public will read stands below. */
export function TextRedaction({ report }: { readonly report: Schema<'CaseView'> }): ReactNode {
  const { t } = useTranslation('moderation');
  const queries = useQueryClient();
  const { code, text, public_text } = report;
  const [starts, setStarts] = useState<ReadonlySet<number>>(new Set());
  const [reason, write, forget] = useDraft(`redact-${code}`);
  const send = useMutation({
    mutationFn: (cover: boolean) => {
      const params = { path: { code } };
      return cover
        ? bodyOf(
            api.POST('/v1/desk/reports/{code}/text/redact', {
              params,
              body: { reason, text: covered(text, starts) },
            }),
          )
        : bodyOf(api.POST('/v1/desk/reports/{code}/text/restore', { params, body: { reason } }));
    },
    onSuccess: (after, cover) => {
      forget();
      queries.setQueryData(caseQuery(code).queryKey, after);
      tell(t(cover ? 'redact.done' : 'redact.restored'));
    },
  });
  const toggle = (from: number): void => {
    const next = new Set(starts);
    if (!next.delete(from)) next.add(from);
    setStarts(next);
  };
  return (
    <Paper p="md" component="section" aria-label={t('redact.text')}>
      <Stack gap="md">
        <div>
          <Title order={2} size="h3">
            {t('redact.text')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('redact.textLead')}
          </Text>
        </div>
        <div className={classes.words} role="group" aria-label={t('redact.words')}>
          {pieces(text).map(({ from, to, word }) =>
            word ? (
              <button
                key={from}
                type="button"
                className={classes.word}
                aria-pressed={starts.has(from)}
                onClick={() => {
                  toggle(from);
                }}
              >
                {text.slice(from, to)}
              </button>
            ) : (
              text.slice(from, to)
            ),
          )}
        </div>
        <div>
          <Text size="sm" fw={600}>
            {t('redact.public')}
          </Text>
          <Text className={classes.public ?? ''} data-testid="public-text">
            {starts.size > 0 ? covered(text, starts) : (public_text ?? text)}
          </Text>
        </div>
        {send.error && <ProblemNotice error={send.error} />}
        <Group gap="sm" align="end">
          <TextInput
            label={t('redact.reason')}
            value={reason}
            style={{ flex: '1 1 16rem' }}
            onChange={({ currentTarget }) => {
              write(currentTarget.value);
            }}
          />
          <Button
            disabled={starts.size === 0 || reason.trim() === ''}
            loading={send.isPending}
            onClick={() => {
              send.mutate(true);
            }}
          >
            {t('redact.cover')}
          </Button>
          {public_text !== null && (
            <Button
              variant="default"
              disabled={reason.trim() === '' || send.isPending}
              onClick={() => {
                send.mutate(false);
              }}
            >
              {t('redact.restore')}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
