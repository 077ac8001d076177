import { Button, Group, NativeSelect, Paper, Select, Stack } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../shared/use-language.js';
import { referenceQuery } from '../queries.js';
import { namedPeriod } from './period.js';
import { documentsQuery, yearsQuery } from './queries.js';

type Wish = Schema<'DocumentBody'>;

export const FORMATS = ['docx', 'pdf', 'xlsx', 'csv', 'json'] as const;
const PARTS = [
  ...['', '-Q1', '-Q2', '-Q3', '-Q4'],
  ...Array.from({ length: 12 }, (_, at) => `-${String(at + 1).padStart(2, '0')}`),
];

/** What stands for a part of a year: the whole of it, a quarter, a month. */
function usePartName(): (part: string) => string {
  const { t } = useTranslation('supervisor');
  return (part) => {
    if (part === '') return t('document.wholeYear');
    const quarter = /^-Q(\d)$/.exec(part)?.[1];
    if (quarter !== undefined) return t('period.quarterOf', { quarter });
    return t('period.monthOf', { month: Number(part.slice(1)) });
  };
}

/** One button makes the document of a year; what else may be chosen stands before it. */
export function DocumentForm(): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const partName = usePartName();
  const queries = useQueryClient();
  const { data: reference } = useQuery(referenceQuery);
  const { data: years = [] } = useQuery(yearsQuery);
  const now = String(new Date().getFullYear());
  const [chosen, setYear] = useState<string | null>(null);
  const year = chosen ?? years[0] ?? now;
  const [part, setPart] = useState('');
  const [network, setNetwork] = useState<string | null>(null);
  const [format, setFormat] = useState<Wish['format']>('docx');
  const [wording, setWording] = useState<'vi' | 'en'>('vi');
  const make = useMutation({
    mutationFn: () => {
      const period = namedPeriod(`${year}${part}`)?.name ?? year;
      const body = { period, format, language: wording, ...(network !== null && { network }) };
      return bodyOf(api.POST('/v1/desk/documents', { body }));
    },
    onSuccess: (made) => {
      queries.setQueryData(documentsQuery.queryKey, (list) => ({
        items: [made, ...(list?.items ?? [])],
      }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: documentsQuery.queryKey }),
  });
  return (
    <Paper p="md">
      <Stack gap="sm">
        <Group align="end" gap="sm">
          <NativeSelect
            label={t('period.year')}
            data={[...new Set([...years, year, now])].sort().reverse()}
            value={year}
            onChange={({ currentTarget }) => {
              setYear(currentTarget.value);
            }}
          />
          <NativeSelect
            label={t('document.part')}
            data={PARTS.map((value) => ({ value, label: partName(value) }))}
            value={part}
            onChange={({ currentTarget }) => {
              setPart(currentTarget.value);
            }}
          />
          <Select
            label={t('filter.network')}
            placeholder={t('filter.all')}
            clearable
            data={(reference?.networks ?? []).map(({ code, name }) => ({
              value: code,
              label: name[language],
            }))}
            value={network}
            onChange={setNetwork}
          />
          <NativeSelect
            label={t('document.language')}
            data={[
              { value: 'vi', label: t('document.vi') },
              { value: 'en', label: t('document.en') },
            ]}
            value={wording}
            onChange={({ currentTarget }) => {
              setWording(currentTarget.value === 'en' ? 'en' : 'vi');
            }}
          />
          <NativeSelect
            label={t('document.format')}
            data={FORMATS.map((value) => ({ value, label: t(`format.${value}`) }))}
            value={format}
            onChange={({ currentTarget }) => {
              setFormat(FORMATS.find((one) => one === currentTarget.value) ?? 'docx');
            }}
          />
          <Button
            leftSection={<IconFileText size={18} aria-hidden />}
            loading={make.isPending}
            onClick={() => {
              make.mutate();
            }}
          >
            {t('document.make')}
          </Button>
        </Group>
        {make.error && <ProblemNotice error={make.error} />}
      </Stack>
    </Paper>
  );
}
