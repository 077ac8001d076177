import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { formatDate } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useNames } from '../../cases/use-names.js';
import { calendarsQuery, policiesQuery } from '../queries.js';
import { type Entries, type FieldName, type Kind, FIELD_NAMES } from './entry.js';

export type EntryChange = Schema<'EntryChangeView'>;
type Rule = Entries['rule'];

const isField = (name: string): name is FieldName => FIELD_NAMES.some((one) => one === name);

/** What entries hold, in the words of whoever reads them: names for codes, and no JSON. */
export function useEntryWords() {
  const { t } = useTranslation(['reference', 'shared']);
  const language = useLanguage();
  const names = useNames();
  const { data: policies } = useQuery(policiesQuery);
  const { data: calendars } = useQuery(calendarsQuery);
  const called = (
    items: readonly { code: string; name: Schema<'BilingualView'> }[] | undefined,
    code: string,
  ): string => items?.find((one) => one.code === code)?.name[language] ?? code;

  const time = ({ from, to, outside_hours_of: outside }: NonNullable<Rule['time']>): string =>
    outside === undefined ? `${from ?? ''}–${to ?? ''}` : t('time.outside');
  const destination = ({ unit, network }: Rule['to']): string => {
    if (unit !== undefined) return names.unit(unit);
    return network === undefined ? '–' : names.network(network);
  };

  /** Of a field that holds one text. */
  const textOf = (kind: Kind, field: FieldName, text: string): string => {
    switch (field) {
      case 'parent':
        return kind === 'unit' ? names.unit(text) : names.category(text);
      case 'stream':
      case 'category':
      case 'area':
      case 'network':
        return names[field](text);
      case 'lead':
        return names.unit(text);
      case 'policy':
      case 'default_policy':
        return called(policies?.items, text);
      case 'calendar':
        return called(calendars?.items, text);
      case 'until':
        return formatDate(text);
      case 'priority':
        return t(`shared:priority.${text as NonNullable<Rule['priority']>}`);
      case 'publication':
        return t(`publication.${text as Entries['stream']['publication']}`);
      case 'confirm':
        return t(`confirm.${text as NonNullable<Entries['stream']['confirm']>}`);
      case 'kind':
        return t(`unitKind.${text as Entries['unit']['kind']}`);
      default:
        return text;
    }
  };

  /** Of a field that holds more than a text. */
  const partsOf = (field: FieldName, value: object): string => {
    if (field === 'to') return destination(value);
    if (field === 'time') return time(value);
    if ('vi' in value && 'en' in value) return `${String(value.vi)} / ${String(value.en)}`;
    if (!Array.isArray(value)) return '';
    if (field === 'form') {
      return (value as Entries['stream']['form']).map(({ label }) => label[language]).join(', ');
    }
    if (field === 'evidence') {
      return (value as Entries['stream']['evidence'])
        .filter(({ active }) => active)
        .map(({ kind }) => t(`evidence.${kind}`))
        .join(', ');
    }
    const texts = value as readonly string[];
    return (field === 'units' ? texts.map((code) => names.unit(code)) : texts).join(', ');
  };

  const valueOf = (kind: Kind, field: FieldName, value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
    if (typeof value === 'number') return String(value);
    const text =
      typeof value === 'string'
        ? textOf(kind, field, value)
        : value !== null && typeof value === 'object'
          ? partsOf(field, value)
          : '';
    return text === '' ? t('value.none') : text;
  };

  /** What a rule asks of a report, each condition by itself; none: it fits every report. */
  const conditions = (rule: Rule): readonly string[] => [
    ...(['category', 'area', 'network', 'priority', 'stream'] as const).flatMap((field) => {
      const code = rule[field];
      return code === undefined ? [] : [`${t(`field.${field}`)}: ${textOf('rule', field, code)}`];
    }),
    ...(rule.time ? [`${t('field.time')}: ${time(rule.time)}`] : []),
  ];

  /** `Lịch làm việc: Giờ hành chính → Trực 24/7`; what differs in its parts alone is said so. */
  const change = (kind: Kind, { field, before, after }: EntryChange): string => {
    if (!isField(field)) return field;
    const name = t(`field.${field}`);
    const [was, becomes] = [valueOf(kind, field, before), valueOf(kind, field, after)];
    if (was === becomes) return t('change.within', { name });
    return before === null
      ? t('change.set', { name, becomes })
      : t('change.from', { name, was, becomes });
  };

  return { conditions, destination, change };
}
