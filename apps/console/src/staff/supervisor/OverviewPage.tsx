import { Button, Stack } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { useLanguage } from '../../shared/use-language.js';
import { Backlog } from './Backlog.js';
import { BasisLine } from './BasisLine.js';
import { ClassesTable } from './ClassesTable.js';
import { FiguresComing } from './FiguresComing.js';
import { FilterBar } from './FilterBar.js';
import { Frame } from './Frame.js';
import { stepOf } from './period.js';
import { type Question, askedOf, useQuestion } from './question.js';
import { overviewQuery } from './queries.js';
import { RateCards } from './RateCards.js';
import { TargetResults } from './TargetResults.js';
import { Trend } from './Trend.js';
import classes from './supervisor.module.css';

type Overview = Schema<'OverviewBody'>;

function Found({
  body,
  question,
}: {
  readonly body: Overview;
  readonly question: Question;
}): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const none = body.received.total.counts.all === 0 && body.due.total.counts.all === 0;
  return (
    <Stack gap="lg">
      <BasisLine basis={body.basis} />
      {none && <Empty title={t('noData')} hint={t('noDataHint')} />}
      {body.sentence && <p className={classes.sentence}>{body.sentence[language]}</p>}
      <RateCards body={body} question={question} />
      {body.targets.length > 0 && (
        <section>
          <h2 className={classes.heading}>{t('target.title')}</h2>
          <TargetResults results={body.targets} />
        </section>
      )}
      {!none && <Trend body={body} question={question} />}
      <div className={classes.two}>
        <section>
          <h2 className={classes.heading}>{t('classes.title')}</h2>
          <ClassesTable body={body} question={question} />
        </section>
        <section>
          <h2 className={classes.heading}>{t('backlog.title')}</h2>
          <Backlog ages={body.backlog} />
        </section>
      </div>
    </Stack>
  );
}

function Answered({ question }: { readonly question: Question }): ReactNode {
  const asked = { ...askedOf(question), group_by: [stepOf(question.period)] };
  const { data, error, refetch, isPlaceholderData } = useQuery(overviewQuery(asked));
  if (!data) {
    if (!error) return <FiguresComing />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  return (
    <div aria-busy={isPlaceholderData} style={isPlaceholderData ? { opacity: 0.6 } : undefined}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <Found body={data} question={question} />
    </div>
  );
}

/** How deadlines are kept, at a glance, as of now. */
export function OverviewPage(): ReactNode {
  const { t } = useTranslation('supervisor');
  const { question, change } = useQuestion();
  return (
    <Frame
      title={t('title')}
      question={question}
      actions={
        <Button
          className="kip-no-print"
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => {
            window.print();
          }}
        >
          {t('print')}
        </Button>
      }
    >
      {question ? (
        <>
          <FilterBar question={question} change={change} />
          <Answered question={question} />
        </>
      ) : (
        <FiguresComing />
      )}
    </Frame>
  );
}
