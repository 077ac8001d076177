import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Asked, wordOf } from '../../../shared/address.js';
import { useLanguage } from '../../../shared/use-language.js';
import { referenceQuery } from '../../queries.js';
import { ChoiceField } from '../form/ChoiceField.js';
import { inForce } from '../use-names.js';
import { NAMES, ORDERS, STATES } from './asked.js';
import classes from './all.module.css';

/** What the list is narrowed to; all of it stands in the address. */
export function Filters({
  asked,
  change,
}: {
  readonly asked: Asked;
  readonly change: (more: Asked) => void;
}): ReactNode {
  const { t } = useTranslation(['cases', 'shared']);
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const q = wordOf(asked, 'q');
  const [typed, setTyped] = useState(q);
  const look = (): void => {
    if (typed.trim() !== q) change({ q: typed.trim() });
  };
  const chosen = NAMES.some((name) => wordOf(asked, name) !== '');
  const choicesOf = (
    items: readonly { code: string; name: { vi: string; en: string } }[] | undefined,
  ): readonly { value: string; label: string }[] =>
    items?.map(({ code, name }) => ({ value: code, label: name[language] })) ?? [];
  return (
    <div className={`${classes.filters} kip-no-print`} role="search">
      <TextInput
        label={t('all.words')}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
        }}
        onBlur={look}
        onKeyDown={({ key }) => {
          if (key === 'Enter') look();
        }}
      />
      <NativeSelect
        label={t('all.state')}
        value={wordOf(asked, 'state')}
        data={[
          { value: '', label: t('all.open') },
          { value: 'all', label: t('all.any') },
          ...STATES.map((value) => ({ value, label: t(`shared:state.${value}`) })),
        ]}
        onChange={({ currentTarget }) => {
          change({ state: currentTarget.value });
        }}
      />
      <ChoiceField
        label={t('report.unit')}
        choices={choicesOf(inForce(reference?.units))}
        value={wordOf(asked, 'unit')}
        clearable
        onChange={(unit) => {
          change({ unit });
        }}
      />
      <ChoiceField
        label={t('report.category')}
        choices={choicesOf(inForce(reference?.categories))}
        value={wordOf(asked, 'category')}
        clearable
        onChange={(category) => {
          change({ category });
        }}
      />
      <ChoiceField
        label={t('report.area')}
        choices={choicesOf(reference?.areas)}
        value={wordOf(asked, 'area')}
        clearable
        onChange={(area) => {
          change({ area });
        }}
      />
      <NativeSelect
        label={t('all.order')}
        value={wordOf(asked, 'sort') || 'received_at'}
        data={ORDERS.map((value) => ({ value, label: t(`all.by.${value}`) }))}
        onChange={({ currentTarget }) => {
          change({ sort: currentTarget.value });
        }}
      />
      <Checkbox
        label={t('all.overdue')}
        checked={wordOf(asked, 'overdue') === 'true'}
        className={classes.check ?? ''}
        onChange={({ currentTarget }) => {
          change({ overdue: currentTarget.checked ? 'true' : '' });
        }}
      />
      {chosen && (
        <Button
          variant="subtle"
          className={classes.check ?? ''}
          onClick={() => {
            setTyped('');
            change(Object.fromEntries(NAMES.map((name) => [name, ''])));
          }}
        >
          {t('all.clear')}
        </Button>
      )}
    </div>
  );
}
