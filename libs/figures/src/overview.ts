import {
  type FiguresQuery,
  type FiguresSide,
  type OtherPeriod,
  type OverviewBody,
  type OverviewQuery,
  type TimesSide,
  type WorkingTimes,
} from '#libs/dto';
import { type Reference, type Tx } from '#libs/store';
import { basisOf, groupOf, lineOf, questionOf, sentenceOf } from './answer.js';
import { type Figures, figures } from './figures.js';
import { labelOf } from './labels.js';
import { type Period, periodBefore, yearBefore } from './periods.js';
import { type FiguresQuestion } from './question.js';
import { type Span, type Times, backlogOf, timesOf } from './spans.js';
import { countTargets, targetResult } from './targets.js';
import { DEFINITIONS } from './words.js';

async function otherPeriod(
  tx: Tx,
  question: FiguresQuestion,
  { from, to }: Period,
): Promise<OtherPeriod> {
  const other = { ...question, from, to, groupBy: [] };
  const received = await figures(tx, { ...other, cohort: 'received' });
  const due = await figures(tx, { ...other, cohort: 'due' });
  return { from, to, received: lineOf(received.total), due: lineOf(due.total) };
}

function workingTimes({ firstAnswer, toEnd }: Times): WorkingTimes {
  const of = ({ many, median, p90 }: Span): WorkingTimes['to_end'] => ({
    ...{ many, median_minutes: median, p90_minutes: p90 },
  });
  return { first_answer: of(firstAnswer), to_end: of(toEnd) };
}

/**
 * Everything at a glance: both cohorts side by side, legs, the period before and the year before, working
 * times, what is open by age, and how targets stand; all as of one instant.
 *
 * @throws Problem `unknown_reference` or `invalid_request`, naming the field
 */
export async function answerOverview(
  tx: Tx,
  reference: Reference,
  query: OverviewQuery,
): Promise<OverviewBody> {
  const asked: FiguresQuery = { ...query, cohort: 'received', of: 'reports' };
  const question = questionOf(asked, reference, tx.now);
  const { groupBy } = question;
  const side = ({ total, groups }: Figures): FiguresSide => ({
    total: lineOf(total),
    groups: groups.map((group) => groupOf(group, groupBy, reference)),
  });
  const received = await figures(tx, question);
  const due = await figures(tx, { ...question, cohort: 'due' });
  const legs = await figures(tx, { ...question, of: 'legs' });
  const times = await timesOf(tx, question);
  const timesSide: TimesSide = {
    ...workingTimes(times.total),
    groups: times.groups.map((group) => ({
      ...workingTimes(group),
      values: groupBy.map((dimension, index) => {
        const value = group.keys?.[index] ?? null;
        return { dimension, value, label: labelOf(dimension, value, reference) };
      }),
    })),
  };
  const backlog = await backlogOf(tx, question);
  const targets = await countTargets(tx, reference, question);
  return {
    basis: basisOf(question),
    received: side(received),
    due: side(due),
    legs: side(legs),
    before: await otherPeriod(tx, question, periodBefore(question)),
    year_before: await otherPeriod(tx, question, yearBefore(question)),
    times: timesSide,
    backlog: backlog.map(({ over, upTo, open, overdue }) => ({
      ...{ over_days: over, up_to_days: upTo, open, overdue },
    })),
    targets: targets.map(targetResult),
    sentence: sentenceOf(asked, received.total, reference),
    definitions: DEFINITIONS,
  };
}
