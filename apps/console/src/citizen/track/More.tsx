import { Button, Group, Paper, Stack, Textarea, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { keptInTab } from '../../shared/kept.js';
import { PhotoField } from '../PhotoField.js';
import { reportKey } from '../tokens.js';
import { type Known } from './known.js';
import { useReportAct } from './use-report-act.js';

const MOST_PHOTOS = 5;

interface Added {
  readonly text: string;
  readonly photos: readonly Schema<'UploadedPhoto'>[];
}

/** Words go before photos: what was sent is not sent again where the other fails. */
function useSending({ report, token }: Known, onSent: (sent: Partial<Added>) => void) {
  const { code } = report;
  const params = reportKey(code, token);
  return useReportAct(code, token, async ({ text, photos }: Added) => {
    let last = report;
    if (text !== '') {
      last = await bodyOf(api.POST('/v1/reports/{code}/words', { params, body: { text } }));
      onSent({ text: '' });
    }
    if (photos.length > 0) {
      const body = { photos: photos.map(({ id, token: of }) => ({ id, token: of })) };
      last = await bodyOf(api.POST('/v1/reports/{code}/photos', { params, body }));
      onSent({ photos: [] });
    }
    return last;
  });
}

/** What the reporter has to add: words, photos, or both. */
export function More({ report, token }: Known): ReactNode {
  const { t } = useTranslation('citizen');
  const draft = `kip-words ${report.code}`;
  const [text, setText] = useState(() => keptInTab.read(draft) ?? '');
  const [photos, setPhotos] = useState<Added['photos']>([]);
  const write = (words: string): void => {
    setText(words);
    keptInTab.write(draft, words === '' ? null : words);
  };
  const sending = useSending({ report, token }, (sent) => {
    if (sent.text !== undefined) write('');
    if (sent.photos) setPhotos([]);
  });
  const words = text.trim();
  return (
    <Paper p="lg" component="section" aria-labelledby="more">
      <Stack gap="md">
        <Title order={2} id="more">
          {t('more.title')}
        </Title>
        <Textarea
          label={t('more.text')}
          value={text}
          maxLength={4_000}
          autosize
          minRows={2}
          onChange={({ currentTarget }) => {
            write(currentTarget.value);
          }}
        />
        <PhotoField
          photos={photos}
          most={MOST_PHOTOS}
          onAdd={(photo) => {
            setPhotos([...photos, photo]);
          }}
          onRemove={(id) => {
            setPhotos(photos.filter((photo) => photo.id !== id));
          }}
        />
        {sending.error && <ProblemNotice error={sending.error} />}
        <Group>
          <Button
            size="md"
            variant="default"
            disabled={words === '' && photos.length === 0}
            loading={sending.isPending}
            onClick={() => {
              sending.mutate({ text: words, photos });
            }}
          >
            {t('more.send')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
