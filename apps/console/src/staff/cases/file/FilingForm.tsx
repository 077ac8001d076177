import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  SegmentedControl,
  Text,
  TextInput,
  Textarea,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { Problem } from '../../../api/problem.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../../shared/use-language.js';
import { ChoiceField } from '../form/ChoiceField.js';
import { CategoryField } from './CategoryField.js';
import { CHANNELS, CONTACT, fieldsOf } from './filing.js';
import { FormFields } from './FormFields.js';
import { Nearby } from './Nearby.js';
import { PlaceSide } from './PlaceSide.js';
import { tellingQuery } from './queries.js';
import { useFiling } from './use-filing.js';
import classes from './file.module.css';

/** Somebody who goes on typing is not asked for. */
const PAUSE_MS = 500;
/** A word or two tell nothing. */
const LEAST_LETTERS = 12;
const LONGEST = { text: 4_000, address: 400, contact: 200 };

/** Everything that whoever takes a call writes down: what, where, who. */
export function FilingForm({
  reference,
}: {
  readonly reference: Schema<'ReferenceView'>;
}): ReactNode {
  const { t } = useTranslation(['triage', 'cases']);
  const language = useLanguage();
  const { draft, change, clear, filing } = useFiling();
  const [tried, setTried] = useState(false);
  const [still] = useDebouncedValue(draft.text.trim(), PAUSE_MS);
  // Without an answer the choice is as good as ever: a failure here is nobody's trouble.
  const { data: telling, isPlaceholderData: isOfBefore } = useQuery({
    ...tellingQuery(still, draft.stream, draft),
    enabled: still.length >= (draft.place === null ? LEAST_LETTERS : 1),
  });
  const found = draft.place === null || isOfBefore ? null : (telling?.area?.code ?? null);
  const { ward } = draft;
  useEffect(() => {
    // The ward in which the pin lies, until somebody says another: a report with a pin alone has none.
    if (found !== null && ward === '') change({ ward: found });
  }, [found, ward, change]);
  const { streams, areas } = reference;
  const fields = fieldsOf(reference, draft);
  const silent = draft.text.trim() === '';
  const incomplete = fields.some(
    ({ code, required }) => required && (draft.form[code] ?? '').trim() === '',
  );
  const refused = filing.error instanceof Problem ? filing.error.fields : [];
  const isRefused = (name: string): boolean => refused.some(({ field }) => field === name);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!silent && !incomplete) filing.mutate(fields);
  };
  return (
    <form onSubmit={send} noValidate className={classes.form}>
      <div className={`${classes.part} ${classes.what}`}>
        <SegmentedControl
          aria-label={t('cases:report.channel')}
          data={CHANNELS.map((value) => ({ value, label: t(`cases:channel.${value}`) }))}
          value={draft.channel}
          onChange={(channel) => {
            change({ channel });
          }}
        />
        <NativeSelect
          label={t('cases:report.stream')}
          data={streams.map(({ code, name }) => ({ value: code, label: name[language] }))}
          value={draft.stream}
          onChange={({ currentTarget }) => {
            change({ stream: currentTarget.value, category: '', form: {} });
          }}
        />
        <Textarea
          label={t('file.text')}
          autosize
          minRows={5}
          maxRows={16}
          required
          maxLength={LONGEST.text}
          value={draft.text}
          error={tried && silent && t('file.textMissing')}
          onChange={({ currentTarget }) => {
            change({ text: currentTarget.value });
          }}
        />
        <CategoryField
          stream={draft.stream}
          value={draft.category}
          suggested={still.length >= LEAST_LETTERS ? (telling?.categories ?? []) : []}
          onChoose={(code) => {
            change({ category: code, form: {} });
          }}
        />
        <FormFields
          fields={fields}
          values={draft.form}
          tried={tried}
          onChange={(form) => {
            change({ form });
          }}
        />
        <TextInput
          label={t('file.address')}
          maxLength={LONGEST.address}
          value={draft.address}
          error={isRefused('address') && t('file.placeMissing')}
          onChange={({ currentTarget }) => {
            change({ address: currentTarget.value });
          }}
        />
        <ChoiceField
          label={t('cases:report.area')}
          choices={areas
            .filter(({ valid_until: until }) => until === null)
            .map(({ code, name }) => ({ value: code, label: name[language] }))}
          value={ward}
          clearable
          onChange={(area) => {
            change({ ward: area });
          }}
        />
      </div>
      <div className={`${classes.part} ${classes.place}`}>
        <PlaceSide
          place={draft.place}
          ward={ward}
          onPlace={(place) => {
            change({ place, ward: '' });
          }}
        />
        {draft.place && <Nearby place={draft.place} draft={draft} onNoted={clear} />}
      </div>
      <div className={`${classes.part} ${classes.who}`}>
        <Text size="sm" c="dimmed">
          {t('file.contact')}
        </Text>
        {CONTACT.map((name) => (
          <TextInput
            key={name}
            label={t(`cases:reporter.${name}`)}
            autoComplete="off"
            maxLength={LONGEST.contact}
            {...(name !== 'name' && { type: name === 'phone' ? 'tel' : 'email' })}
            value={draft.contact[name]}
            error={isRefused(`contact.${name}`) && t('file.contactWrong')}
            onChange={({ currentTarget }) => {
              change({ contact: { ...draft.contact, [name]: currentTarget.value } });
            }}
          />
        ))}
        <Checkbox
          label={t('cases:reporter.public')}
          checked={draft.shown}
          onChange={({ currentTarget }) => {
            change({ shown: currentTarget.checked });
          }}
        />
        {filing.error && <ProblemNotice error={filing.error} />}
        <Group gap="sm">
          <Button type="submit" loading={filing.isPending}>
            {t('file.send')}
          </Button>
          <Button
            variant="subtle"
            onClick={() => {
              setTried(false);
              clear();
            }}
          >
            {t('file.clear')}
          </Button>
        </Group>
      </div>
    </form>
  );
}
