import { Problem } from '#libs/contracts';
import { type Actor, type RatingValue, type Report, addWords, mayRate, rate } from '#libs/domain';
import {
  RatingEntity,
  type Reference,
  type Tx,
  confirmedContacts,
  rowsOf,
  saveReport,
} from '#libs/store';
import { v7 as uuid } from 'uuid';
import { contextFor, reportFor } from './acting.js';

/**
 * The reporter's rating; a good one closes the report. The last one for a cycle counts.
 * @throws Problem `confirmation_needed` where the stream asks for a contact that was confirmed
 */
export async function rateStage(
  tx: Tx,
  reference: Reference,
  request: {
    readonly code: string;
    readonly actor: Actor;
    readonly value: RatingValue;
    readonly comment: string | null;
  },
): Promise<Report> {
  const report = await reportFor(tx, request);
  const rule = reference.streams.get(report.streamCode)?.confirm ?? 'none';
  if (rule !== 'none') {
    const confirmed = await confirmedContacts(tx, report.id);
    const ways = confirmed.map(({ way }) => way);
    if (!mayRate(rule, ways)) throw new Problem('confirmation_needed', report.code);
  }
  const done = rate(report, request.value, contextFor(tx, reference, request.actor));
  const row = {
    id: uuid(),
    reportId: report.id,
    cycleNumber: done.report.cycles.length,
    value: request.value,
    comment: request.comment,
    ratedAt: tx.now,
  };
  await saveReport(tx, { before: report, done }, reference.book, [
    rowsOf(RatingEntity, [row], 'insert'),
  ]);
  return done.report;
}

/** Words that the reporter adds; where the unit waited for them, work goes on. */
export async function wordsStage(
  tx: Tx,
  reference: Reference,
  request: { readonly code: string; readonly actor: Actor; readonly text: string },
): Promise<Report> {
  const report = await reportFor(tx, request);
  const done = addWords(report, request, contextFor(tx, reference, request.actor));
  await saveReport(tx, { before: report, done }, reference.book);
  return done.report;
}
