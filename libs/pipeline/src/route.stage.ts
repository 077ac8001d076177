import {
  type Act,
  REPEAT_MS,
  ROUTER,
  type ReviewReason,
  type Suspicion,
  type Triage,
  perform,
  suspicionOf,
} from '#libs/domain';
import {
  type Delivered,
  type NearbyQuestion,
  type Reference,
  type StoredReport,
  type Tx,
  earlierFromSameOrigin,
  putBeforeModerators,
  letPassAmong,
  loadReports,
  nearbyOpenReports,
  saveAllReports,
  newId,
  writeSearchTexts,
} from '#libs/store';
import { categoryOf, triageOf } from './triage.js';

/** Open reports of the same kind within so many metres and days may be the same thing. */
export const DUPLICATE_METRES = 50;
/** The same. */
export const DUPLICATE_DAYS = 7;

/** A fresh report with the category that it has or seems to have. */
interface Fresh {
  readonly report: StoredReport;
  readonly at: Date;
  readonly categoryCode: string | null;
}

/**
 * Finds the unit or network for fresh reports, or sends them to a person with the reasons. A report
 * that somebody has moved on meanwhile is left alone. From here on a search finds them all.
 */
export async function routeStage(
  tx: Tx,
  reference: Reference,
  delivered: readonly Delivered[],
): Promise<void> {
  const instants = new Map(delivered.map(({ reportId, at }) => [reportId, at]));
  const reports = await loadReports(tx, [...instants.keys()]);
  await writeSearchTexts(tx, reports);
  const passed = await passedBy(tx, reports);
  const fresh = reports
    .filter((report) => report.state === 'received' || passed.has(report.id))
    .map((report) => freshOf(report, instants.get(report.id) ?? tx.now, reference));
  const near = await nearbyOpenReports(tx, fresh.flatMap(nearbyQuestion));
  const suspicions = await suspicionsOf(tx, fresh, passed);
  const changes = fresh.flatMap((one) => {
    const { report, at } = one;
    const suspicion = suspicions.get(report.id) ?? null;
    const around = { near: near.get(report.id) ?? [], suspicion };
    const { triage } = triageOf({ ...report, at: report.receivedAt }, around, reference);
    // A person has it before them already, with the other reasons.
    if (triage.go === 'review' && report.state === 'in_review') return [];
    const context = { now: at, actor: ROUTER, book: reference.book, newId };
    return [{ before: report, done: perform(report, actOf(triage), context) }];
  });
  await putBeforeModerators(tx, suspicions);
  await saveAllReports(tx, changes, reference.book);
}

/** Of reports in review, those that a moderator has let pass. */
async function passedBy(tx: Tx, reports: readonly StoredReport[]): Promise<ReadonlySet<string>> {
  const held = reports.filter(({ state }) => state === 'in_review').map(({ id }) => id);
  return held.length === 0 ? new Set() : letPassAmong(tx, held);
}

/** What fresh reports look like beside those that came before from the same place. */
async function suspicionsOf(
  tx: Tx,
  fresh: readonly Fresh[],
  passed: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Suspicion>> {
  const asked = fresh.filter(({ report }) => !passed.has(report.id));
  const earlier = await earlierFromSameOrigin(
    tx,
    asked.map(({ report }) => report.id),
    REPEAT_MS,
  );
  return new Map(
    asked.flatMap(({ report }): [string, Suspicion][] => {
      const found = suspicionOf(report, report.receivedAt, earlier.get(report.id) ?? []);
      return found ? [[report.id, found]] : [];
    }),
  );
}

function freshOf(report: StoredReport, at: Date, reference: Reference): Fresh {
  return { report, at, categoryCode: categoryOf(report, reference).categoryCode };
}

/** Where a duplicate would be; nowhere for a report without a place or a category. */
function nearbyQuestion({ report, at, categoryCode }: Fresh): NearbyQuestion[] {
  const { id: reportId, lat, lon } = report;
  if (lat === null || lon === null || categoryCode === null) return [];
  const since = new Date(at.getTime() - DUPLICATE_DAYS * 86_400_000);
  return [{ reportId, lat, lon, metres: DUPLICATE_METRES, since, categoryCode }];
}

const REVIEW_WORDS: Readonly<Record<ReviewReason, string>> = {
  no_rule: 'chưa có quy tắc phân luồng',
  low_confidence: 'chưa chắc chắn về lĩnh vực',
  sensitive: 'có nội dung nhạy cảm',
  possible_duplicate: 'có thể trùng phản ánh khác',
  flood: 'nhiều tin giống nhau từ một nguồn, chờ kiểm duyệt',
  own_repeat: 'giống phản ánh trước đó của cùng người gửi',
};

/** The decision as an act, with the reason in the words that an operator reads. */
function actOf(triage: Triage): Act {
  if (triage.go === 'review') {
    const words = triage.reasons.map((reason) => REVIEW_WORDS[reason]).join('; ');
    return { action: 'review', reasons: triage.reasons, words };
  }
  const { rule } = triage.match;
  const words = `${rule.reason.vi} (quy tắc ${rule.code})`;
  const set = triage.categoryCode === null ? {} : { categoryCode: triage.categoryCode };
  return triage.go === 'unit'
    ? { action: 'assign', unitCode: triage.code, words, set }
    : { action: 'offer', networkCode: triage.code, words, set };
}
