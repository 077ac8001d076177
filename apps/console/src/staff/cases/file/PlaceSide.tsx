import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { StateBadge } from '../../../shared/components/StateBadge.js';
import { formatInstant, formatNumber } from '../../../shared/format.js';
import { type Place } from '../../../shared/map/style.js';
import { useLanguage } from '../../../shared/use-language.js';
import { CaseMap } from '../CaseMap.js';
import { useNames } from '../use-names.js';
import { type FilingDraft } from './filing.js';
import { nearbyQuery } from './queries.js';

const MAP_PX = 340;
const DIGITS = 5;
const PIN = 'pin';

type At = NonNullable<FilingDraft['place']>;

/** Open reports around the pin: what is told may be among them. */
function Nearby({ lat, lon }: At): ReactNode {
  const { t } = useTranslation('triage');
  const language = useLanguage();
  const names = useNames();
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
      <Stack gap="sm" mt={data.items.length === 0 ? 0 : 'xs'} component="ul" pl={0} mb={0}>
        {data.items.map(({ code, state, text, metres, unit, received_at: at }) => (
          <li key={code} style={{ listStyle: 'none' }}>
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
          </li>
        ))}
      </Stack>
    </Paper>
  );
}

/** Where it is, by a pin on the map, and what is already known there. */
export function PlaceSide({
  place,
  ward,
  onPlace,
}: {
  readonly place: FilingDraft['place'];
  readonly ward: string;
  readonly onPlace: (place: FilingDraft['place']) => void;
}): ReactNode {
  const { t } = useTranslation('triage');
  const names = useNames();
  const places = useMemo<readonly Place[]>(
    () => (place ? [{ id: PIN, ...place, sign: 'active' }] : []),
    [place],
  );
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500}>
          {t('file.place')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('file.pinHint')}
        </Text>
      </div>
      <CaseMap
        places={places}
        active={place ? PIN : null}
        label={t('file.place')}
        height={MAP_PX}
        onPoint={onPlace}
      />
      {place && (
        <Group gap="sm" justify="space-between">
          <Text size="sm" role="status">
            {ward !== '' && `${names.area(ward)} · `}
            {place.lat.toFixed(DIGITS)}, {place.lon.toFixed(DIGITS)}
          </Text>
          <Button
            variant="subtle"
            size="sm"
            onClick={() => {
              onPlace(null);
            }}
          >
            {t('file.noPin')}
          </Button>
        </Group>
      )}
      {place && <Nearby {...place} />}
    </Stack>
  );
}
