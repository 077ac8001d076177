import { Anchor, Button, Group, Input, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCurrentLocation, IconMapPin } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CitizenMap } from './CitizenMap.js';
import { type Draft } from './draft.js';
import { nearbyQuery } from './queries.js';

const DIGITS = 5;

/** Where it is: by this device, when it is asked, or by a pin on the map; and what others have reported there. */
export function PlaceField({
  place,
  onPlace,
}: {
  readonly place: Draft['place'];
  readonly onPlace: (place: Draft['place']) => void;
}): ReactNode {
  const { t } = useTranslation('citizen');
  const [failed, setFailed] = useState(false);
  const [pinning, setPinning] = useState(false);
  const locate = (): void => {
    setFailed(false);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        onPlace({ lat: coords.latitude, lon: coords.longitude });
      },
      () => {
        setFailed(true);
      },
    );
  };
  return (
    <Input.Wrapper label={t('form.place')} error={failed && t('form.placeFailed')}>
      <Group my="xs" gap="sm">
        <Button
          variant="default"
          size="md"
          leftSection={<IconCurrentLocation size={20} aria-hidden />}
          onClick={locate}
        >
          {t('form.here')}
        </Button>
        <Button
          variant="default"
          size="md"
          leftSection={<IconMapPin size={20} aria-hidden />}
          aria-expanded={pinning}
          onClick={() => {
            setPinning(!pinning);
          }}
        >
          {t('form.pin')}
        </Button>
        {place && (
          <Text size="sm" role="status">
            {t('form.placeSet', {
              lat: place.lat.toFixed(DIGITS),
              lon: place.lon.toFixed(DIGITS),
            })}
          </Text>
        )}
      </Group>
      {pinning && (
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {t('form.pinHint')}
          </Text>
          <CitizenMap
            places={place ? [{ id: 'here', ...place, sign: 'active' }] : []}
            active={place ? 'here' : null}
            label={t('form.pin')}
            height={320}
            onPoint={onPlace}
          />
        </div>
      )}
      {place && <Nearby lat={place.lat} lon={place.lon} />}
    </Input.Wrapper>
  );
}

function Nearby({ lat, lon }: { readonly lat: number; readonly lon: number }): ReactNode {
  const { t } = useTranslation('citizen');
  const { data } = useQuery(nearbyQuery(lat, lon));
  if (!data || data.items.length === 0) return null;
  return (
    <Paper p="sm">
      <Text fw={600} size="sm">
        {t('form.nearby')}
      </Text>
      <Stack gap={4} mt={4}>
        {data.items.slice(0, 3).map(({ code, text, metres }) => (
          <Text key={code} size="sm" lineClamp={2}>
            {t('form.metres', { count: Math.round(metres) })}: {text}{' '}
            <Anchor href={`/follow?code=${code}`} size="sm">
              {t('form.follow', { code })}
            </Anchor>
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}
