import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Place } from '../../../shared/map/style.js';
import { CaseMap } from '../CaseMap.js';
import { useNames } from '../use-names.js';
import { type FilingDraft } from './filing.js';

const MAP_PX = 340;
const DIGITS = 5;
const PIN = 'pin';

/** Where it is, by a pin on the map, as whoever calls describes it. */
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
    </Stack>
  );
}
