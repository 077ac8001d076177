import { Button, Group, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, wordOf } from '../../../shared/address.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { useMay } from '../../me.js';
import { LiveSign } from '../LiveSign.js';
import { useLiveCases } from '../use-live-cases.js';
import { listAsked } from './asked.js';
import { Filters } from './Filters.js';
import { FoundCases } from './FoundCases.js';
import { SavedViews } from './SavedViews.js';

/** From this width on the map stands beside the list. */
const SIDE_BY_SIDE = '(min-width: 80em)';

/** All cases in one's sight, as a list and on a map side by side. */
export function AllCasesPage(): ReactNode {
  const { t } = useTranslation('cases');
  const [asked, change] = useAsked();
  const list = useMemo(() => listAsked(asked), [asked]);
  const broad = useMediaQuery(SIDE_BY_SIDE, true);
  const mapAsked = wordOf(asked, 'show') === 'map';
  const mayFile = useMay('file_cases');
  useLiveCases();
  return (
    <>
      <PageTitle title={t('all.title')}>
        <Group gap="md">
          {mayFile && (
            <Button component={Link} to="/reports/new">
              {t('all.file')}
            </Button>
          )}
          <LiveSign />
        </Group>
      </PageTitle>
      <SavedViews list={list} change={change} />
      <Filters asked={asked} change={change} />
      {!broad && (
        <SegmentedControl
          mb="sm"
          aria-label={t('all.show')}
          data={[
            { value: 'list', label: t('all.list') },
            { value: 'map', label: t('all.map') },
          ]}
          value={mapAsked ? 'map' : 'list'}
          onChange={(show) => {
            change({ show: show === 'map' ? 'map' : '' });
          }}
        />
      )}
      <FoundCases asked={list} showsList={broad || !mapAsked} map={mapOf(broad, mapAsked)} />
    </>
  );
}

function mapOf(broad: boolean, asked: boolean): 'beside' | 'alone' | null {
  return broad ? 'beside' : asked ? 'alone' : null;
}
