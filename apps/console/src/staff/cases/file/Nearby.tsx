import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { StateBadge } from '../../../shared/components/StateBadge.js';
import { formatInstant, formatNumber } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useNames } from '../use-names.js';
import { type FilingDraft } from './filing.js';
import { nearbyQuery } from './queries.js';
import { useNoteInstead } from './use-note-instead.js';

/** What becomes of a call about something that is known: its words go to that case, and nothing is filed. */
function Instead({
  code,
  draft,
  onNoted,
  onCancel,
}: {
  readonly code: string;
  readonly draft: FilingDraft;
  readonly onNoted: () => void;
  readonly onCancel: () => void;
}): ReactNode {
  const { t } = useTranslation(['triage', 'shared']);
  const noting = useNoteInstead(code, draft, onNoted);
  const silent = draft.text.trim() === '';
  return (
    <Stack gap="xs" mt="xs">
      <Text size="sm">{t(silent ? 'file.sameNothing' : 'file.sameLead', { code })}</Text>
      {noting.error && <ProblemNotice error={noting.error} />}
      <Group gap="xs">
        {!silent && (
          <Button
            variant="default"
            size="sm"
            loading={noting.isPending}
            onClick={() => {
              noting.mutate();
            }}
          >
            {t('file.sameSend')}
          </Button>
        )}
        <Button component={Link} to={`/reports/${code}`} variant="default" size="sm">
          {t('file.sameOpen')}
        </Button>
        <Button variant="subtle" size="sm" onClick={onCancel}>
          {t('shared:act.cancel')}
        </Button>
      </Group>
    </Stack>
  );
}

function Found({
  item: { code, state, text, metres, unit, received_at: at },
  children,
}: {
  readonly item: Schema<'NearbyItem'>;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation('triage');
  const language = useLanguage();
  const names = useNames();
  return (
    <li style={{ listStyle: 'none' }}>
      <Group gap="xs" justify="space-between">
        <Anchor component={Link} to={`/reports/${code}`} size="sm" fw={600}>
          {code}
        </Anchor>
        <StateBadge state={state} />
      </Group>
      <Text size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
        {text}
      </Text>
      <Text size="xs" c="dimmed">
        {[
          t('file.metres', { number: formatNumber(Math.round(metres), language) }),
          formatInstant(at, language),
          ...(unit === null ? [] : [names.unit(unit)]),
        ].join(' · ')}
      </Text>
      {children}
    </li>
  );
}

/** Open reports around the pin: what is told may be among them, and is then not filed once more. */
export function Nearby({
  place: { lat, lon },
  draft,
  onNoted,
}: {
  readonly place: NonNullable<FilingDraft['place']>;
  readonly draft: FilingDraft;
  /** The words of the draft stand in another case now. */
  readonly onNoted: () => void;
}): ReactNode {
  const { t } = useTranslation('triage');
  const [same, setSame] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(nearbyQuery(lat, lon));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Paper p="md" component="section" aria-label={t('file.nearby')}>
      <Text size="sm" fw={600} role="status">
        {data.items.length === 0
          ? t('file.nearbyNone')
          : t('file.nearbySome', { count: data.items.length })}
      </Text>
      <Stack gap="md" mt={data.items.length === 0 ? 0 : 'xs'} component="ul" pl={0} mb={0}>
        {data.items.map((item) => (
          <Found key={item.code} item={item}>
            {same === item.code ? (
              <Instead
                code={item.code}
                draft={draft}
                onNoted={onNoted}
                onCancel={() => {
                  setSame(null);
                }}
              />
            ) : (
              <Button
                variant="default"
                size="sm"
                mt="xs"
                aria-label={`${t('file.same')}: ${item.code}`}
                onClick={() => {
                  setSame(item.code);
                }}
              >
                {t('file.same')}
              </Button>
            )}
          </Found>
        ))}
      </Stack>
    </Paper>
  );
}
