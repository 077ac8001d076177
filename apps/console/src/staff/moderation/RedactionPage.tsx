import { Anchor, Stack } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressPart } from '../../shared/address.js';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { useMay } from '../me.js';
import { PhotoRedaction } from './PhotoRedaction.js';
import { TextRedaction } from './TextRedaction.js';
import { caseQuery } from '../queries.js';

/** Covering what the public must not read or see of one report. */
export function RedactionPage(): ReactNode {
  const { t } = useTranslation('moderation');
  const code = useAddressPart('code');
  const mayPhotos = useMay('moderate_photos');
  const { data, error, refetch } = useQuery(caseQuery(code));
  return (
    <>
      <Anchor component={Link} to="/moderation" size="sm" mb="xs" display="inline-flex">
        <IconArrowLeft size={18} aria-hidden />
        &nbsp;{t('title')}
      </Anchor>
      <PageTitle title={t('redact.title', { code })} />
      {error && !data && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonList lines={2} height={240} />}
      {data && (
        <Stack gap="lg" maw={960}>
          <TextRedaction key={`${data.version}`} report={data} />
          {mayPhotos &&
            data.photos.map((photo) => <PhotoRedaction key={photo.id} code={code} photo={photo} />)}
        </Stack>
      )}
    </>
  );
}
