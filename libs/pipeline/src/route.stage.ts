import {
  type Act,
  type Suggestion,
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
  type NearbyQuestion,
  type Reference,
  type StoredReport,
  type Tx,
  loadReports,
  nearbyOpenReports,
  saveAllReports,
  newId,
  writeSearchTexts,
} from '#libs/store';

/** Open reports of the same kind within so many metres and days may be the same thing. */
export const DUPLICATE_METRES = 50;
const DUPLICATE_DAYS = 7;

/** A fresh report with the category that it has or seems to have. */
interface Fresh {
  readonly report: StoredReport;
  readonly at: Date;
  readonly suggestion: Suggestion | null;
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
  const fresh = reports
    .filter((report) => report.state === 'received')
    .map((report) => freshOf(report, instants.get(report.id) ?? tx.now, reference));
  const near = await nearbyOpenReports(tx, fresh.flatMap(nearbyQuestion));
  const changes = fresh.map((one) => {
    const act = actOf(triageOf(one, near.get(one.report.id) ?? [], reference));
    const context = { now: one.at, actor: ROUTER, book: reference.book, newId };
    return { before: one.report, done: perform(one.report, act, context) };
  });
  await saveAllReports(tx, changes, reference.book);
}

function freshOf(report: StoredReport, at: Date, reference: Reference): Fresh {
  const suggestion =
    report.categoryCode === null
      ? suggestCategory(report.text, report.streamCode, reference.categoryWords)
      : null;
  const categoryCode = report.categoryCode ?? suggestion?.categoryCode ?? null;
  return { report, at, suggestion, categoryCode };
}

function triageOf(
  { report, suggestion, categoryCode }: Fresh,
  possibleDuplicates: readonly string[],
  reference: Reference,
): Triage {
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
  return decideTriage({
    match,
    suggestion,
    categoryGiven: report.categoryCode !== null,
    categoryCode,
    sensitive: words.length > 0 || (category?.sensitive ?? false),
    possibleDuplicates,
  });
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
