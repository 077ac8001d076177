import { Checkbox, Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../shared/use-language.js';
import { useMe } from '../../me.js';
import { caseQuery, referenceQuery } from '../../queries.js';
import { isOptional } from '../acts.js';
import { inForce, peopleOf } from '../use-names.js';
import { ChoiceField } from './ChoiceField.js';
import { OtherReportField } from './OtherReportField.js';
import { PartsField } from './PartsField.js';
import { PhotosField } from './PhotosField.js';
import { UnitField } from './UnitField.js';
import { WordsField } from './WordsField.js';
import { type FieldProps, withValue } from './field.js';

type Props = FieldProps & { readonly focused: boolean };

function PersonField({ act, subject, field, draft, onDraft, focused }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const me = useMe();
  const { data: reference } = useQuery(referenceQuery);
  const people = peopleOf(subject.unit, reference);
  const own = people.some(({ code }) => code === me.code) ? me.code : '';
  return (
    <ChoiceField
      label={t('field.person')}
      choices={people.map(({ code, name }) => ({ value: code, label: name }))}
      value={draft.values[field] ?? (act === 'take' ? own : '')}
      placeholder={t('field.nobody')}
      clearable
      focused={focused}
      onChange={(person) => {
        onDraft(withValue(draft, field, person));
      }}
    />
  );
}

function ListField({ field, subject, draft, onDraft, missing, focused }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const named = (
    items: readonly { code: string; name: { vi: string; en: string }; until: string | null }[] = [],
  ) => inForce(items).map(({ code, name }) => ({ value: code, label: name[language] }));
  const choices = ((): readonly { value: string; label: string }[] => {
    switch (field) {
      case 'network':
        return named(reference?.networks);
      case 'category':
        return named(reference?.categories.filter(({ stream }) => stream === subject.stream));
      default:
        return [];
    }
  })();
  return (
    <ChoiceField
      label={field === 'network' ? t('field.network') : t('field.category')}
      choices={choices}
      value={draft.values[field] ?? ''}
      focused={focused}
      clearable={field === 'category'}
      {...(field === 'category' && { placeholder: t('field.keep') })}
      error={missing ? t('act.missing') : null}
      onChange={(chosen) => {
        onDraft(withValue(draft, field, chosen));
      }}
    />
  );
}

/** One reason of a list: all of them in sight, moved through by the arrows. */
function ReasonField({ field, draft, onDraft, missing, focused }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const { data: reference } = useQuery(referenceQuery);
  const reasons = ((): readonly { value: string; label: string }[] => {
    switch (field) {
      case 'wait_reason':
        return (reference?.wait_reasons ?? []).map(({ code, stops_clock }) => {
          const reason = t(`waitReason.${code as 'weather'}`);
          return { value: code, label: stops_clock ? t('field.stops', { reason }) : reason };
        });
      case 'reject_reason':
        return (reference?.reject_reasons ?? []).map((code) => ({
          value: code,
          label: t(`rejectReason.${code}`),
        }));
      default:
        return (['repeat', 'related'] as const).map((code) => ({
          value: code,
          label: t(`linkKind.${code}`),
        }));
    }
  })();
  const value = draft.values[field] ?? '';
  const label =
    field === 'wait_reason'
      ? t('field.wait_reason')
      : field === 'reject_reason'
        ? t('field.reject_reason')
        : t('field.kind');
  return (
    <Radio.Group
      label={label}
      value={value}
      error={missing ? t('act.missing') : null}
      onChange={(chosen) => {
        onDraft(withValue(draft, field, chosen));
      }}
    >
      <Stack gap="xs" my="xs">
        {reasons.map((reason, at) => (
          <Radio
            key={reason.value}
            {...reason}
            data-autofocus={
              (focused && (value === reason.value || (value === '' && at === 0))) || undefined
            }
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function InstantField({ act, field, draft, onDraft, missing, focused }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const label =
    field === 'until'
      ? t('field.until')
      : field === 'due_at'
        ? t('field.due_at')
        : t('field.commitment');
  return (
    <TextInput
      type="datetime-local"
      label={label}
      {...(isOptional(act, field) && { description: t('field.optional') })}
      value={draft.values[field] ?? ''}
      data-autofocus={focused || undefined}
      error={missing ? t('act.missing') : null}
      onChange={({ currentTarget }) => {
        onDraft(withValue(draft, field, currentTarget.value));
      }}
    />
  );
}

/** A unit that was refused twice may be told that it cannot refuse. */
function FinalField({ subject, field, draft, onDraft }: Props): ReactNode {
  const { t } = useTranslation('cases');
  const { data } = useQuery(caseQuery(subject.code));
  if ((data?.cycles.at(-1)?.refusals ?? 0) < 2) return null;
  return (
    <Checkbox
      label={t('field.final')}
      checked={draft.values[field] === 'true'}
      onChange={({ currentTarget }) => {
        onDraft(withValue(draft, field, currentTarget.checked ? 'true' : ''));
      }}
    />
  );
}

/** The field of an act's form for one thing that it needs. */
export function ActField(props: Props): ReactNode {
  switch (props.field) {
    case 'unit':
      return <UnitField {...props} />;
    case 'person':
      return <PersonField {...props} />;
    case 'network':
    case 'category':
      return <ListField {...props} />;
    case 'wait_reason':
    case 'reject_reason':
    case 'kind':
      return <ReasonField {...props} />;
    case 'words':
    case 'reason':
    case 'text':
    case 'note':
      return <WordsField {...props} />;
    case 'commitment':
    case 'due_at':
    case 'until':
      return <InstantField {...props} />;
    case 'survivor':
    case 'other':
      return <OtherReportField {...props} />;
    case 'photos':
      return <PhotosField {...props} />;
    case 'children':
      return <PartsField {...props} />;
    case 'final':
      return <FinalField {...props} />;
  }
}
