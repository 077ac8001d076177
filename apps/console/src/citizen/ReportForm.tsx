import { Alert, Button, NativeSelect, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf, newIdempotencyKey } from '../api/client.js';
import { Offline } from '../api/problem.js';
import { ProblemNotice } from '../shared/components/ProblemNotice.js';
import { type Language } from '../shared/format.js';
import { useLanguage } from '../shared/use-language.js';
import { PhotoField } from './PhotoField.js';
import { useMe } from './account/me.js';
import { PlaceField } from './PlaceField.js';
import { SuggestedCategory } from './SuggestedCategory.js';
import { type Draft, emptyDraft, keepDraft, readDraft, withoutPhoto } from './draft.js';
import { addMine } from './mine.js';
import { forgetPhotos } from './offline/photos.js';
import { uploadKept } from './offline/upload.js';

type Reference = Schema<'PublicReference'>;
type Category = Schema<'PublicCategory'>;
type Filed = Schema<'FiledReport'>;

const STREAM = 'field';

/** Every category, the wider before the narrower: whoever is not sure chooses the wider. */
function flat(categories: readonly Category[]): readonly Category[] {
  return categories.flatMap((one) => [one, ...flat(one.children)]);
}

/** The body that files a draft: what is empty is left out. */
function bodyOfDraft(
  draft: Draft,
  photos: Draft['photos'],
  language: Language,
): Schema<'FileReportBody'> {
  const { text, address, category, place, name, phone, email } = draft;
  const given = Object.entries({ name, phone, email }).filter(([, value]) => value.trim() !== '');
  const form = Object.entries(draft.form).filter(([, value]) => value !== '');
  return {
    ...{ stream: STREAM, channel: 'web', text: text.trim() },
    ...(address.trim() !== '' && { address: address.trim() }),
    ...(category !== '' && { category }),
    ...place,
    ...(photos.length > 0 && { photos: photos.map(({ id, token }) => ({ id, token })) }),
    ...(form.length > 0 && { form: Object.fromEntries(form) }),
    ...(given.length > 0 && { contact: { ...Object.fromEntries(given), language } }),
  };
}

function useFiling(draft: Draft, change: (more: Partial<Draft>) => void, done: (f: Filed) => void) {
  const language = useLanguage();
  const filing = useMutation({
    // Offline, it fails at once, and the draft waits.
    networkMode: 'always',
    mutationFn: async () => {
      const photos = await uploadKept(draft, change);
      return bodyOf(
        api.POST('/v1/reports', {
          params: { header: { 'Idempotency-Key': draft.key } },
          body: bodyOfDraft(draft, photos, language),
        }),
      );
    },
    onSuccess: (filed) => {
      addMine({ code: filed.code, token: filed.tracking_token, receivedAt: filed.received_at });
      keepDraft(null);
      done(filed);
    },
    onError: (error) => {
      change({ waiting: error instanceof Offline });
    },
  });
  const { mutate } = filing;
  const [leftWaiting] = useState(draft.waiting);
  useEffect(() => {
    // The page was closed while it waited, and the connection came back meanwhile.
    if (leftWaiting && navigator.onLine) mutate();
  }, [leftWaiting, mutate]);
  useEffect(() => {
    const again = (): void => {
      mutate();
    };
    if (!draft.waiting) return undefined;
    window.addEventListener('online', again);
    return () => {
      window.removeEventListener('online', again);
    };
  }, [draft.waiting, mutate]);
  return filing;
}

/** Everything that is asked of a reporter, from the photo to the optional contact. */
export function ReportForm({
  reference,
  onFiled,
}: {
  readonly reference: Reference;
  readonly onFiled: (filed: Filed) => void;
}): ReactNode {
  const { t } = useTranslation('citizen');
  const language = useLanguage();
  const [draft, setDraft] = useState(readDraft);
  const [tried, setTried] = useState(false);
  useEffect(() => {
    keepDraft(draft);
  }, [draft]);
  const keep = (more: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...more }));
  };
  // What is changed is another report than the one that was sent.
  const change = (more: Partial<Draft>): void => {
    keep({ key: newIdempotencyKey(), waiting: false, ...more });
  };
  const filing = useFiling(draft, keep, onFiled);
  const { data: me } = useMe();
  const { streams, limits } = reference;
  const stream = streams.find(({ code }) => code === STREAM);
  const categories = flat(stream?.categories ?? []);
  const fields = categories.find(({ code }) => code === draft.category)?.form ?? stream?.form ?? [];
  const lost = stream?.place_needed === true && draft.place === null && draft.address.trim() === '';
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (draft.text.trim() !== '' && !lost) filing.mutate();
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack maw={640}>
        <PhotoField
          photos={draft.photos}
          keptPhotos={draft.keptPhotos}
          most={limits.photos}
          onAdd={(photo) => {
            const place = draft.place ?? photo.suggested_place;
            change({
              photos: [...draft.photos, photo],
              place: place && { lat: place.lat, lon: place.lon },
            });
          }}
          onKeep={(name) => {
            change({ keptPhotos: [...draft.keptPhotos, name] });
          }}
          onRemove={(id) => {
            change(withoutPhoto(draft, id));
            void forgetPhotos(draft.keptPhotos.filter((kept) => kept === id));
          }}
        />
        <PlaceField
          place={draft.place}
          onPlace={(place) => {
            change({ place });
          }}
        />
        <TextInput
          label={t('form.address')}
          error={tried && lost && t('form.placeMissing')}
          size="md"
          value={draft.address}
          maxLength={limits.address}
          onChange={({ currentTarget: { value } }) => {
            change({ address: value });
          }}
        />
        <Textarea
          label={t('form.text')}
          size="md"
          autosize
          minRows={4}
          required
          value={draft.text}
          maxLength={limits.text}
          error={tried && draft.text.trim() === '' && t('form.textMissing')}
          onChange={({ currentTarget: { value } }) => {
            change({ text: value });
          }}
        />
        <NativeSelect
          label={t('form.category')}
          size="md"
          value={draft.category}
          data={[
            { value: '', label: t('form.categoryNone') },
            ...categories.map(({ code, name }) => ({ value: code, label: name[language] })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            change({ category: value, form: {} });
          }}
        />
        <SuggestedCategory
          text={draft.text}
          chosen={draft.category}
          onChoose={(category) => {
            change({ category, form: {} });
          }}
        />
        {fields.map((field) => {
          const shared = {
            label: field.label[language],
            size: 'md',
            required: field.required,
            value: draft.form[field.code] ?? '',
            onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => {
              change({ form: { ...draft.form, [field.code]: value } });
            },
          } as const;
          return field.options ? (
            <NativeSelect
              key={field.code}
              {...shared}
              data={[
                { value: '', label: '–' },
                ...field.options.map(({ value, label }) => ({ value, label: label[language] })),
              ]}
            />
          ) : (
            <TextInput key={field.code} {...shared} maxLength={limits.field} />
          );
        })}
        <Text size="sm">{t('form.contact')}</Text>
        {(['name', 'phone', 'email'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`form.${name}`)}
            size="md"
            autoComplete={name === 'phone' ? 'tel' : name}
            value={draft[name]}
            onChange={({ currentTarget: { value } }) => {
              change({ [name]: value });
            }}
          />
        ))}
        {draft.waiting && !filing.isPending && (
          <Alert role="status" color="gray" title={t('form.waiting')}>
            {t('form.waitingHint')}
          </Alert>
        )}
        {filing.error && !draft.waiting && <ProblemNotice error={filing.error} />}
        {me && <Text size="sm">{t('account.saved')}</Text>}
        <Button type="submit" size="lg" loading={filing.isPending}>
          {t('form.send')}
        </Button>
        <Button
          variant="subtle"
          onClick={() => {
            void forgetPhotos(draft.keptPhotos);
            setDraft(emptyDraft());
          }}
        >
          {t('form.clear')}
        </Button>
      </Stack>
    </form>
  );
}
