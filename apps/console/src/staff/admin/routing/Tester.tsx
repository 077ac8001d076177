import {
  Button,
  Group,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
} from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconMapPin } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../../shared/use-language.js';
import { CaseMap } from '../../cases/CaseMap.js';
import { ChoiceField } from '../../cases/form/ChoiceField.js';
import { inForce } from '../../cases/use-names.js';
import { referenceQuery } from '../../queries.js';
import { useDraft } from '../draft.js';
import { usePriorities } from '../reference/use-priorities.js';
import { Tested } from './Tested.js';

interface Pin {
  readonly lat: number;
  readonly lon: number;
}
interface Draft {
  readonly stream: string;
  readonly text: string;
  readonly category: string;
  readonly area: string;
  readonly priority: '' | NonNullable<Schema<'RoutingTestBody'>['priority']>;
  readonly pin: Pin | null;
}
const EMPTY: Draft = {
  ...{ stream: 'field', text: '', category: '', area: '', priority: '', pin: null },
};

function test({ stream, text, category, area, priority, pin }: Draft) {
  const body = {
    stream,
    ...(text.trim() !== '' && { text: text.trim() }),
    ...(category !== '' && { category }),
    ...(area !== '' && { area }),
    ...(priority !== '' && { priority }),
    ...pin,
  };
  return bodyOf(api.POST('/v1/desk/routing/test', { body }));
}

/** A place, pointed at on a map that is there when it is asked for. */
function PinField({
  pin,
  onPin,
}: {
  readonly pin: Pin | null;
  readonly onPin: (pin: Pin | null) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const [opened, setOpened] = useState(pin !== null);
  const places = useMemo(
    () => (pin ? [{ ...pin, id: 'pin', sign: 'active' as const }] : []),
    [pin],
  );
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button
          variant="default"
          leftSection={<IconMapPin size={18} aria-hidden />}
          aria-expanded={opened}
          onClick={() => {
            setOpened(!opened);
            if (opened) onPin(null);
          }}
        >
          {t(opened ? 'routing.noPin' : 'routing.pin')}
        </Button>
        {opened && (
          <Text size="sm" c="dimmed">
            {pin ? `${pin.lat.toFixed(5)}, ${pin.lon.toFixed(5)}` : t('routing.pinLead')}
          </Text>
        )}
      </Group>
      {opened && (
        <CaseMap
          places={places}
          active="pin"
          label={t('routing.pin')}
          height={280}
          onPoint={onPin}
        />
      )}
    </Stack>
  );
}

/** Tries the rules on a report that nobody has sent. Nothing is filed. */
export function Tester(): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const priorities = usePriorities();
  const { data: reference } = useQuery(referenceQuery);
  const [draft, write] = useDraft<Draft>('routing-test', EMPTY);
  const testing = useMutation({ mutationFn: () => test(draft) });
  const choices = (
    items: readonly { code: string; name: Schema<'BilingualView'> }[] | undefined,
  ): readonly { value: string; label: string }[] =>
    items?.map(({ code, name }) => ({ value: code, label: name[language] })) ?? [];
  const send = (event: FormEvent): void => {
    event.preventDefault();
    testing.mutate();
  };
  const categories = inForce(reference?.categories).filter(({ stream }) => stream === draft.stream);
  return (
    <Stack gap="md">
      <Paper p="md" component="form" onSubmit={send}>
        <Stack gap="md">
          <Textarea
            label={t('routing.text')}
            value={draft.text}
            maxLength={4_000}
            autosize
            minRows={3}
            onChange={({ currentTarget }) => {
              write({ ...draft, text: currentTarget.value });
            }}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NativeSelect
              label={t('routing.stream')}
              value={draft.stream}
              data={[...choices(reference?.streams)]}
              onChange={({ currentTarget }) => {
                write({ ...draft, stream: currentTarget.value, category: '' });
              }}
            />
            <ChoiceField
              label={t('routing.category')}
              choices={choices(categories)}
              value={draft.category}
              placeholder={t('routing.byWords')}
              clearable
              onChange={(category) => {
                write({ ...draft, category });
              }}
            />
            <ChoiceField
              label={t('routing.area')}
              choices={choices(reference?.areas)}
              value={draft.area}
              placeholder={t('routing.byPlace')}
              clearable
              onChange={(area) => {
                write({ ...draft, area });
              }}
            />
            <NativeSelect
              label={t('routing.priority')}
              value={draft.priority}
              data={[{ value: '', label: t('routing.ofCategory') }, ...priorities]}
              onChange={({ currentTarget }) => {
                const chosen = priorities.find(({ value }) => value === currentTarget.value);
                write({ ...draft, priority: chosen?.value ?? '' });
              }}
            />
          </SimpleGrid>
          <PinField
            pin={draft.pin}
            onPin={(pin) => {
              write({ ...draft, pin });
            }}
          />
          {testing.error && <ProblemNotice error={testing.error} />}
          <Group>
            <Button type="submit" loading={testing.isPending}>
              {t('routing.test')}
            </Button>
          </Group>
        </Stack>
      </Paper>
      {testing.data && <Tested tested={testing.data} />}
    </Stack>
  );
}
