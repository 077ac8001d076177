import {
  type ClassCounts,
  type Language,
  onTimeRate,
  overdueRate,
  printCount,
  printRate,
  printShares,
} from '#libs/domain';

/** What the sentence of the yearly report is made of. */
export interface SentenceCounts extends ClassCounts {
  readonly rated: number;
  readonly satisfied: number;
}

/** Shares of the rates' whole as they stand beside each other: they add up to 100. */
export function printOnTime(
  counts: ClassCounts,
  language: Language,
): { readonly on_time: string; readonly overdue: string } {
  const parts = { on_time: onTimeRate(counts).part, overdue: overdueRate(counts).part };
  return printShares<'on_time' | 'overdue'>(parts, language, ['overdue']);
}

/**
 * The sentence of the department's yearly report about one subject. It says "handled" only where
 * nothing is open any more; what is still open and in time is told apart, since no rate counts it.
 *
 * @param phrase how the subject stands within a sentence, such as `rác rưởi viễn thông`
 */
export function yearlySentence(counts: SentenceCounts, phrase: string, language: Language): string {
  const print = (count: number): string => printCount(count, language);
  const shares = printOnTime(counts, language);
  const overdue = overdueRate(counts).part;
  const received = print(onTimeRate(counts).whole + counts.open_in_time);
  const satisfied = printRate({ part: counts.satisfied, whole: counts.rated }, language);
  const open = counts.open_in_time > 0;
  const ended = !open && counts.open_overdue === 0;
  if (language === 'vi') {
    return (
      `đã tiếp nhận ${ended ? 'và xử lý ' : ''}${received} phản ánh về ${phrase}; trong đó đã xử lý ` +
      `${print(counts.on_time)} phản ánh trong hạn (${shares.on_time}); ` +
      `${print(overdue)} phản ánh quá hạn (${shares.overdue})` +
      `${open ? `; ${print(counts.open_in_time)} phản ánh đang xử lý, chưa đến hạn` : ''}. ` +
      `Tỷ lệ hài lòng của người dân: ${satisfied}`
    );
  }
  return (
    `received ${ended ? 'and handled ' : ''}${received} reports of ${phrase}; of these ` +
    `${print(counts.on_time)} were handled in time (${shares.on_time}) and ` +
    `${print(overdue)} were overdue (${shares.overdue})` +
    `${open ? `; ${print(counts.open_in_time)} are being handled and not yet due` : ''}. ` +
    `Citizens' satisfaction: ${satisfied}`
  );
}
