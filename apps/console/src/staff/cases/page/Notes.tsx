import { Button, Checkbox, Group, Stack, Text, Textarea } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../../shared/components/SkeletonList.js';
import { formatInstant } from '../../../shared/format.js';
import { keptInTab } from '../../../shared/kept.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useMe } from '../../me.js';
import { notesQuery } from '../queries.js';
import { useNames } from '../use-names.js';
import classes from './case-page.module.css';

function Writing({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation('cases');
  const queries = useQueryClient();
  const desk = useMe().role !== 'unit_staff';
  const name = `kip-note-${code}`;
  const [text, setText] = useState(() => keptInTab.read(name) ?? '');
  const [forUnits, setForUnits] = useState(false);
  const write = (next: string): void => {
    setText(next);
    keptInTab.write(name, next === '' ? null : next);
  };
  const add = useMutation({
    mutationFn: () =>
      bodyOf(
        api.POST('/v1/desk/reports/{code}/notes', {
          params: { path: { code } },
          body: { text: text.trim(), for_units: forUnits },
        }),
      ),
    onSuccess: async () => {
      write('');
      await queries.invalidateQueries({ queryKey: notesQuery(code).queryKey });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') add.mutate();
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t('notes.write')}
          description={t('notes.hint')}
          autosize
          minRows={2}
          value={text}
          onChange={({ currentTarget }) => {
            write(currentTarget.value);
          }}
        />
        {add.error && <ProblemNotice error={add.error} />}
        <Group justify="space-between">
          {desk ? (
            <Checkbox
              label={t('notes.forUnits')}
              checked={forUnits}
              onChange={({ currentTarget }) => {
                setForUnits(currentTarget.checked);
              }}
            />
          ) : (
            <span />
          )}
          <Button
            type="submit"
            variant="default"
            loading={add.isPending}
            disabled={text.trim() === ''}
          >
            {t('notes.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What those who work on the case have written to each other. */
export function Notes({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const names = useNames();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    notesQuery(code),
  );
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.card} aria-labelledby="notes">
      <h2 id="notes" className={classes.heading}>
        {t('notes.title')}
      </h2>
      {!data && !error && <SkeletonList lines={1} height={48} />}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data && items.length === 0 && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('notes.none')}
        </Text>
      )}
      {items.map(({ id, author, at, text, for_units }) => (
        <div key={id} className={classes.note}>
          <Text size="xs" c="dimmed">
            {names.person(author)} · {formatInstant(at, language)}
            {for_units && ` · ${t('notes.units')}`}
          </Text>
          <p className={classes.said}>{text}</p>
        </div>
      ))}
      {hasNextPage && (
        <Button variant="subtle" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('notes.more')}
        </Button>
      )}
      <Writing code={code} />
    </section>
  );
}
