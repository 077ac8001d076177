import { Anchor, Button, Code, Group, Modal, Paper, Stack, Text, Textarea } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { tell } from '../../tell.js';
import { useKindWords } from '../use-kind-words.js';
import { Loaded } from '../Loaded.js';

type Letter = Schema<'DeadLetterView'>;

const deadQuery = queryOptions({
  queryKey: ['dead'],
  queryFn: ({ signal }) => bodyOf(api.GET('/v1/desk/dead', { signal })),
});

function DropDialog({
  letter,
  onClose,
}: {
  readonly letter: Letter;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['admin', 'shared']);
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const drop = useMutation({
    mutationFn: () =>
      api.POST('/v1/desk/dead/{id}/drop', {
        params: { path: { id: letter.id } },
        body: { reason: reason.trim() },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: deadQuery.queryKey });
      tell(t('dead.dropped'));
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('dead.drop')}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('shared:act.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('dead.dropLead')}</Text>
        <Textarea
          label={t('dead.reason')}
          value={reason}
          maxLength={500}
          data-autofocus
          onChange={({ currentTarget }) => {
            setReason(currentTarget.value);
          }}
        />
        {drop.error && <ProblemNotice error={drop.error} />}
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t('shared:act.cancel')}
          </Button>
          <Button
            color="red.9"
            disabled={reason.trim() === ''}
            loading={drop.isPending}
            onClick={() => {
              drop.mutate();
            }}
          >
            {t('dead.drop')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function DeadLetter({
  letter,
  onDrop,
}: {
  readonly letter: Letter;
  readonly onDrop: () => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const { word } = useKindWords('event');
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: () =>
      api.POST('/v1/desk/dead/{id}/replay', { params: { path: { id: letter.id } } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: deadQuery.queryKey });
      tell(t('dead.replayed'));
    },
  });
  return (
    <Paper p="md" component="li">
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Anchor component={Link} to={`/reports/${letter.report}`} fw={600}>
            {letter.report}
          </Anchor>
          <Text size="sm" c="dimmed">
            {formatInstant(letter.event_at, language)}
          </Text>
        </Group>
        <Text size="sm">
          {word(letter.event)} · {t(`dead.consumer.${letter.consumer}`)} ·{' '}
          {t('dead.tries', { count: letter.attempts })}
          {letter.crashes > 0 && ` · ${t('dead.crashes', { count: letter.crashes })}`}
        </Text>
        <Code block style={{ maxHeight: '8rem', overflow: 'auto' }} tabIndex={0}>
          {letter.last_error}
        </Code>
        {replay.error && <ProblemNotice error={replay.error} />}
        <Group gap="xs">
          <Button
            loading={replay.isPending}
            onClick={() => {
              replay.mutate();
            }}
          >
            {t('dead.replay')}
          </Button>
          <Button variant="default" onClick={onDrop}>
            {t('dead.drop')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** Work that was given up after its tries: to be tried again, or dropped with a reason. */
export function DeadPage(): ReactNode {
  const { t } = useTranslation('admin');
  const [dropping, setDropping] = useState<Letter | null>(null);
  return (
    <>
      <PageTitle title={t('places.dead')} />
      <Text size="sm" c="dimmed" mb="md" maw={720}>
        {t('dead.lead')}
      </Text>
      <Loaded query={useQuery(deadQuery)} lines={3} height={140}>
        {({ items, more }) =>
          items.length === 0 ? (
            <Paper>
              <Empty title={t('dead.none')} hint={t('dead.noneHint')} />
            </Paper>
          ) : (
            <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
              {items.map((letter) => (
                <DeadLetter
                  key={letter.id}
                  letter={letter}
                  onDrop={() => {
                    setDropping(letter);
                  }}
                />
              ))}
              {more && (
                <Text component="li" size="sm">
                  {t('dead.more')}
                </Text>
              )}
            </Stack>
          )
        }
      </Loaded>
      {dropping && (
        <DropDialog
          letter={dropping}
          onClose={() => {
            setDropping(null);
          }}
        />
      )}
    </>
  );
}
