import { Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { photoQuery } from '../queries.js';
import { type Known } from './known.js';
import classes from './track.module.css';

/** A photo that only its reporter may fetch. */
function Photo({
  code,
  token,
  photo,
  label,
}: {
  readonly code: string;
  readonly token: string | null;
  readonly photo: Schema<'PhotoView'>;
  readonly label: string;
}): ReactNode {
  const { data: url } = useQuery(photoQuery(code, token, photo.id));
  return (
    <figure className={classes.photo}>
      <div className={classes.frame}>{url !== undefined && <img src={url} alt={label} />}</div>
      <Text component="figcaption" size="sm" c="dimmed">
        {label}
      </Text>
    </figure>
  );
}

/** What it was like, and what was made of it. */
export function Photos({ report, token }: Known): ReactNode {
  const { t } = useTranslation('citizen');
  if (report.photos.length === 0) return null;
  const numbered = (['before', 'after'] as const).flatMap((kind) =>
    report.photos
      .filter((photo) => photo.kind === kind)
      .map((photo, at) => ({ photo, label: t(`photos.${kind}`, { number: at + 1 }) })),
  );
  return (
    <Paper p="lg" component="section" aria-labelledby="photos">
      <Title order={2} id="photos" mb="md">
        {t('photos.title')}
      </Title>
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="md">
        {numbered.map(({ photo, label }) => (
          <Photo key={photo.id} code={report.code} {...{ token, photo, label }} />
        ))}
      </SimpleGrid>
    </Paper>
  );
}
