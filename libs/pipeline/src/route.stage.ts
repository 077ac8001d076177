import {
  type Act,
  ROUTER,
  type ReviewReason,
  type Triage,
  decideTriage,
  matchRule,
  perform,
  sensitiveWords,
  suggestCategory,
} from '#libs/domain';
import {
  type Delivered,
  type Reference,
  type StoredReport,
  type Tx,
  findReport,
  nearbyOpenReports,
  saveReport,
} from '#libs/store';
import { v7 as uuid } from 'uuid';

/** Open reports of the same kind within so many metres and days may be the same thing. */
const DUPLICATE_METRES = 50;
const DUPLICATE_DAYS = 7;

/**
 * Finds the unit or network for a fresh report, or sends it to a person with the reasons. A report
 * that somebody has moved on meanwhile is left alone.
 */
export async function routeStage(
  tx: Tx,
  reference: Reference,
  delivered: Delivered,
): Promise<void> {
  const report = await findReport(tx, { id: delivered.reportId });
  if (report?.state !== 'received') return;
  const suggestion =
    report.categoryCode === null
      ? suggestCategory(report.text, report.streamCode, reference.categoryWords)
      : null;
  const categoryCode = report.categoryCode ?? suggestion?.categoryCode ?? null;
  const { calendar } = reference.book.streamTerms(report.streamCode);
  const match = matchRule(
    reference.rules,
    {
      streamCode: report.streamCode,
      categoryPath: reference.categoryPath(categoryCode),
      areaCode: report.areaCode,
      networkCode: reference.networkOf(categoryCode),
      priority: report.priority,
      at: report.receivedAt,
    },
    calendar,
  );
  const category = categoryCode === null ? null : (reference.categories.get(categoryCode) ?? null);
  const words = sensitiveWords(report.text, reference.sensitiveWords);
  const triage = decideTriage({
    match,
    suggestion,
    categoryGiven: report.categoryCode !== null,
    categoryCode,
    sensitive: words.length > 0 || (category?.sensitive ?? false),
    possibleDuplicates: await duplicatesOf(tx, report, categoryCode),
  });
  const done = perform(report, actOf(triage), {
    now: tx.now,
    actor: ROUTER,
    book: reference.book,
    newId: uuid,
  });
  await saveReport(tx, { before: report, done }, reference.book);
}

async function duplicatesOf(
  tx: Tx,
  report: StoredReport,
  categoryCode: string | null,
): Promise<readonly string[]> {
  if (report.lat === null || report.lon === null || categoryCode === null) return [];
  const since = new Date(tx.now.getTime() - DUPLICATE_DAYS * 86_400_000);
  const { lat, lon } = report;
  const place = { lat, lon, metres: DUPLICATE_METRES };
  return nearbyOpenReports(tx, { ...place, since, categoryCode, exceptId: report.id });
}

const REVIEW_WORDS: Readonly<Record<ReviewReason, string>> = {
  no_rule: 'chưa có quy tắc phân luồng',
  low_confidence: 'chưa chắc chắn về lĩnh vực',
  sensitive: 'có nội dung nhạy cảm',
  possible_duplicate: 'có thể trùng phản ánh khác',
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
