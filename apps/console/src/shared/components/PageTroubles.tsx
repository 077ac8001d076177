import { Anchor, Button, Container } from '@mantine/core';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from './Empty.js';
import { PageTitle } from './PageTitle.js';
import { ProblemNotice } from './ProblemNotice.js';
import { SkeletonList } from './SkeletonList.js';

/** What is shown in the place of a page that failed; the frame around it goes on. */
export function PageFailed({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useTranslation('shared');
  return (
    <Container size="sm" py="xl">
      <ProblemNotice error={error} onRetry={reset}>
        <Button
          variant="subtle"
          size="xs"
          onClick={() => {
            window.location.reload();
          }}
        >
          {t('act.reload')}
        </Button>
      </ProblemNotice>
    </Container>
  );
}

/** No page has this address. */
export function PageGone(): ReactNode {
  const { t } = useTranslation('shared');
  return (
    <Container size="sm" py="xl">
      <PageTitle title={t('trouble.gone.title')} />
      <Empty title={t('trouble.gone.title')} hint={t('trouble.gone.remedy')}>
        <Anchor component={Link} to="/">
          {t('act.home')}
        </Anchor>
      </Empty>
    </Container>
  );
}

/** A page whose program or words are on their way. */
export function PageComing(): ReactNode {
  return (
    <Container size="lg" py="lg">
      <SkeletonList />
    </Container>
  );
}
