import { Button, Stack, Text } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useMay } from '../../me.js';
import { referenceQuery } from '../../queries.js';
import { suggestionQuery } from '../queries.js';
import { inForce, useNames } from '../use-names.js';
import { ChoiceField } from './ChoiceField.js';
import { type FieldProps, withValue } from './field.js';

/** Where the case would go, why, and who has had most like it. */
function Suggested({
  suggestion,
  chosen,
  onChoose,
}: {
  readonly suggestion: Schema<'CaseSuggestion'>;
  readonly chosen: boolean;
  readonly onChoose: (unit: string) => void;
}): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const names = useNames();
  const { best, rule, similar } = suggestion;
  const unit = best?.unit;
  if (!best || !unit) return null;
  return (
    <Stack gap={4}>
      <Button
        variant={chosen ? 'light' : 'default'}
        justify="start"
        leftSection={<IconBulb size={18} aria-hidden />}
        onClick={() => {
          onChoose(unit);
        }}
      >
        {chosen ? t('field.chosen') : t('field.suggested', { name: names.unit(unit) })}
      </Button>
      <Text size="xs" c="dimmed">
        {t(`field.by.${best.by}`, { rule: rule?.reason[language] ?? '' })}
        {similar
          .slice(0, 3)
          .map(
            ({ unit: one, cases, resolved }) =>
              ` · ${t('field.experience', { name: names.unit(one), cases, resolved })}`,
          )}
      </Text>
    </Stack>
  );
}

/** Which unit: the suggested one is chosen already where nothing is. */
export function UnitField({ act, subject, field, draft, onDraft, missing }: FieldProps): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const rules = useMay('read_rules');
  const { data: reference } = useQuery(referenceQuery);
  const { data: suggestion } = useQuery({
    ...suggestionQuery(subject.code),
    enabled: rules && act === 'assign',
  });
  const value = draft.values[field];
  const best = suggestion?.best?.unit ?? null;
  useEffect(() => {
    if (value === undefined && best !== null) onDraft(withValue(draft, field, best));
  }, [value, best, draft, field, onDraft]);
  const choices = inForce(reference?.units)
    .filter(({ code }) => act !== 'transfer' || code !== subject.unit)
    .map(({ code, name }) => ({ value: code, label: name[language] }));
  return (
    <Stack gap="xs">
      <ChoiceField
        label={t('field.unit')}
        choices={choices}
        value={value ?? ''}
        focused
        error={missing ? t('act.missing') : null}
        onChange={(chosen) => {
          onDraft(withValue(draft, field, chosen));
        }}
      />
      {suggestion && (
        <Suggested
          suggestion={suggestion}
          chosen={best !== null && best === value}
          onChoose={(unit) => {
            onDraft(withValue(draft, field, unit));
          }}
        />
      )}
    </Stack>
  );
}
