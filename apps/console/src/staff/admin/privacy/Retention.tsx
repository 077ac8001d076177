import { Button, Group, NumberInput, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { formatNumber } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { Loaded } from '../Loaded.js';
import { retentionQuery } from '../queries.js';
import { tell } from '../../tell.js';

function Place({ place }: { readonly place: Schema<'RetentionView'> }): ReactNode {
  const { t } = useTranslation(['admin', 'shared']);
  const language = useLanguage();
  const queries = useQueryClient();
  const [days, setDays] = useState<string | number>(place.days ?? '');
  const save = useMutation({
    mutationFn: () =>
      bodyOf(
        api.PUT('/v1/desk/privacy/retention/{place}', {
          params: { path: { place: place.place } },
          body: { days: days === '' ? null : Number(days) },
        }),
      ),
    onSuccess: (all) => {
      queries.setQueryData(retentionQuery.queryKey, all);
      tell(t('privacy.saved'));
    },
  });
  const changed = (days === '' ? null : Number(days)) !== place.days;
  return (
    <Paper p="md" role="group" aria-label={place.what[language]}>
      <Stack gap="xs">
        <Text fw={600}>{place.what[language]}</Text>
        <Text size="sm" c="dimmed">
          {place.purpose[language]}
        </Text>
        <Group gap="sm" align="end">
          <NumberInput
            label={t('privacy.days')}
            placeholder={t('privacy.forGood')}
            value={days}
            min={2}
            max={36500}
            allowDecimal={false}
            onChange={setDays}
          />
          {changed && (
            <Button
              loading={save.isPending}
              onClick={() => {
                save.mutate();
              }}
            >
              {t('shared:act.save')}
            </Button>
          )}
        </Group>
        {place.due > 0 && (
          <Text size="sm">{t('privacy.due', { number: formatNumber(place.due, language) })}</Text>
        )}
        {save.error && <ProblemNotice error={save.error} />}
      </Stack>
    </Paper>
  );
}

/** How long each kind of what is kept of people stays, and what for. */
export function Retention(): ReactNode {
  return (
    <Loaded query={useQuery(retentionQuery)} lines={5} height={152}>
      {({ items }) => (
        <Stack gap="sm">
          {items.map((place) => (
            <Place key={place.place} place={place} />
          ))}
        </Stack>
      )}
    </Loaded>
  );
}
