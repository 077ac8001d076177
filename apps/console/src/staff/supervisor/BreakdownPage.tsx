import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressPart } from '../../shared/address.js';
import { Empty } from '../../shared/components/Empty.js';
import { PageGone } from '../../shared/components/PageTroubles.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { BasisLine } from './BasisLine.js';
import { BreakdownTable } from './BreakdownTable.js';
import { CohortSwitch } from './CohortSwitch.js';
import { type Broken, DIMENSIONS } from './dimensions.js';
import { FiguresComing } from './FiguresComing.js';
import { FilterBar } from './FilterBar.js';
import { Frame } from './Frame.js';
import { figuresQuery } from './queries.js';
import { type Question, askedOf, useQuestion } from './question.js';
import { WardMap } from './WardMap.js';

function Answered({
  question,
  broken,
}: {
  readonly question: Question;
  readonly broken: Broken;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const { by, of } = broken;
  const asked = { ...askedOf(question), cohort: question.cohort, of, group_by: [by] };
  const { data, error, refetch } = useQuery(figuresQuery(asked));
  // What is shown until the new figures are here is of the old question, which may be of another dimension.
  if (data?.basis.group_by[0] !== by) {
    if (!error) return <FiguresComing />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  return (
    <Stack gap="md">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <div>
        <BasisLine basis={data.basis} />
        <Text size="sm" c="dimmed">
          {t(`by.${by}.of`)}
        </Text>
      </div>
      {data.groups.length === 0 ? (
        <Empty title={t('noData')} hint={t('noDataHint')} />
      ) : (
        <>
          {by === 'area' && <WardMap body={data} question={question} />}
          <BreakdownTable body={data} question={question} broken={broken} />
        </>
      )}
    </Stack>
  );
}

/** The figures of each unit, category or ward, as a table that can be sorted, wards on a map too. */
export function BreakdownPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  const named = useAddressPart('dimension');
  const broken = DIMENSIONS.find(({ by }) => by === named);
  const { question, change } = useQuestion();
  if (!broken) return <PageGone />;
  return (
    <Frame title={t(`by.${broken.by}.title`)} question={question}>
      {question ? (
        <>
          <FilterBar question={question} change={change}>
            <CohortSwitch cohort={question.cohort} change={change} />
          </FilterBar>
          <Answered question={question} broken={broken} />
        </>
      ) : (
        <FiguresComing />
      )}
    </Frame>
  );
}
