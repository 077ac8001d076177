import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../../api/client.js';
import { useLanguage } from '../../../../shared/use-language.js';

type Field = Schema<'FormFieldView'>;
type Option = Schema<'FormOptionView'>;
type Problem = (field: string) => string | undefined;

const TYPES = ['text', 'number', 'choice'] as const;
const NO_NAME = { vi: '', en: '' };

function replaced<One>(items: readonly One[], at: number, one: One): One[] {
  return items.map((old, place) => (place === at ? one : old));
}

function without<One>(items: readonly One[], at: number): One[] {
  return items.filter((_, place) => place !== at);
}

/** Of another type: a choice has options, and nothing else has. */
function ofType({ code, label, required, options }: Field, type: Field['type']): Field {
  const field = { code, label, type, required };
  if (type !== 'choice') return field;
  return { ...field, options: options ?? [{ value: '', label: NO_NAME }] };
}

function RemoveButton({
  label,
  onRemove,
}: {
  readonly label: string;
  readonly onRemove: () => void;
}): ReactNode {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--mantine-color-text)"
      size="lg"
      aria-label={label}
      onClick={onRemove}
    >
      <IconTrash size={18} />
    </ActionIcon>
  );
}

function Options({
  options,
  problem,
  onChange,
}: {
  readonly options: readonly Option[];
  readonly problem: Problem;
  readonly onChange: (options: Option[]) => void;
}): ReactNode {
  const { t } = useTranslation('reference');
  return (
    <Stack gap="xs">
      {options.map((option, at) => (
        <Group key={at} gap="xs" wrap="nowrap" align="end">
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs" style={{ flex: 1 }}>
            <TextInput
              label={t('form.value', { number: at + 1 })}
              value={option.value}
              error={problem(`options.${at}.value`)}
              onChange={({ currentTarget }) => {
                onChange(replaced(options, at, { ...option, value: currentTarget.value }));
              }}
            />
            {(['vi', 'en'] as const).map((language) => (
              <TextInput
                key={language}
                label={t(`inLanguage.${language}`, { field: t('form.shown') })}
                value={option.label[language]}
                error={problem(`options.${at}.label.${language}`)}
                onChange={({ currentTarget }) => {
                  const label = { ...option.label, [language]: currentTarget.value };
                  onChange(replaced(options, at, { ...option, label }));
                }}
              />
            ))}
          </SimpleGrid>
          <RemoveButton
            label={t('form.removeOption', { number: at + 1 })}
            onRemove={() => {
              onChange(without(options, at));
            }}
          />
        </Group>
      ))}
      <Group>
        <Button
          variant="subtle"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => {
            onChange([...options, { value: '', label: NO_NAME }]);
          }}
        >
          {t('form.addOption')}
        </Button>
      </Group>
    </Stack>
  );
}

function OneField({
  field,
  at,
  problem,
  onChange,
  onUp,
  onRemove,
}: {
  readonly field: Field;
  readonly at: number;
  readonly problem: Problem;
  readonly onChange: (field: Field) => void;
  readonly onUp: () => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { t } = useTranslation('reference');
  const language = useLanguage();
  const name = t('form.one', { number: at + 1, name: field.label[language] });
  return (
    <Paper p="md" role="group" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Group gap={4} wrap="nowrap">
            {at > 0 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                c="var(--mantine-color-text)"
                size="lg"
                aria-label={t('form.up', { name })}
                onClick={onUp}
              >
                <IconArrowUp size={18} />
              </ActionIcon>
            )}
            <RemoveButton label={t('form.remove', { name })} onRemove={onRemove} />
          </Group>
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {(['vi', 'en'] as const).map((one) => (
            <TextInput
              key={one}
              label={t(`inLanguage.${one}`, { field: t('form.label') })}
              value={field.label[one]}
              error={problem(`label.${one}`)}
              onChange={({ currentTarget }) => {
                onChange({ ...field, label: { ...field.label, [one]: currentTarget.value } });
              }}
            />
          ))}
          <TextInput
            label={t('form.code')}
            value={field.code}
            error={problem('code')}
            onChange={({ currentTarget }) => {
              onChange({ ...field, code: currentTarget.value });
            }}
          />
          <NativeSelect
            label={t('form.type')}
            data={TYPES.map((value) => ({ value, label: t(`form.types.${value}`) }))}
            value={field.type}
            error={problem('type') ?? problem('options')}
            onChange={({ currentTarget }) => {
              const type = TYPES.find((one) => one === currentTarget.value);
              if (type) onChange(ofType(field, type));
            }}
          />
        </SimpleGrid>
        <Checkbox
          label={t('form.required')}
          checked={field.required}
          onChange={({ currentTarget }) => {
            onChange({ ...field, required: currentTarget.checked });
          }}
        />
        {field.type === 'choice' && (
          <Options
            options={field.options ?? []}
            problem={problem}
            onChange={(options) => {
              onChange({ ...field, options });
            }}
          />
        )}
      </Stack>
    </Paper>
  );
}

/** What is asked of whoever files: fields in the order in which they stand on the form. */
export function FormFieldsEditor({
  form,
  problem,
  onChange,
}: {
  readonly form: readonly Field[];
  readonly problem: Problem;
  readonly onChange: (form: Field[]) => void;
}): ReactNode {
  const { t } = useTranslation('reference');
  const up = (at: number): void => {
    const [moved, above] = [form[at], form[at - 1]];
    if (!moved || !above) return;
    onChange(replaced(replaced(form, at, above), at - 1, moved));
  };
  return (
    <Stack gap="sm" role="group" aria-label={t('field.form')}>
      <div>
        <Text fw={600}>{t('field.form')}</Text>
        <Text size="sm" c="dimmed">
          {t('hint.form')}
        </Text>
      </div>
      {form.map((field, at) => (
        <OneField
          key={at}
          field={field}
          at={at}
          problem={(name) => problem(`form.${at}.${name}`)}
          onChange={(next) => {
            onChange(replaced(form, at, next));
          }}
          onUp={() => {
            up(at);
          }}
          onRemove={() => {
            onChange(without(form, at));
          }}
        />
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => {
            onChange([...form, { code: '', label: NO_NAME, type: 'text', required: false }]);
          }}
        >
          {t('form.add')}
        </Button>
      </Group>
    </Stack>
  );
}
