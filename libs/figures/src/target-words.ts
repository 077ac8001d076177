import { type Words } from '#libs/contracts';
import {
  type Actual,
  type Language,
  type Target,
  type TargetStanding,
  printDecimal,
  printHalfMinutes,
  printRate,
  roundedOff,
  targetDirection,
  targetUnit,
} from '#libs/domain';

const RESULT_WORDS: Readonly<Record<TargetStanding['result'], Words>> = {
  met: { vi: 'Đạt', en: 'Met' },
  not_met: { vi: 'Không đạt', en: 'Not met' },
  no_data: { vi: 'Không có số liệu', en: 'No data' },
};

/** A target and how it stands, each part as it is printed. */
export interface TargetPrint {
  readonly limit: string;
  readonly actual: string;
  readonly result: string;
  readonly off: string;
}

function limitOf(
  { metric, amount }: Pick<Target, 'metric' | 'amount'>,
  language: Language,
): string {
  const sign = targetDirection(metric) === 'at_least' ? '≥' : '≤';
  return targetUnit(metric) === 'minutes'
    ? `${sign} ${printHalfMinutes(2 * amount, language)}`
    : `${sign} ${printDecimal(amount, language)}%`;
}

function actualWords(actual: Actual, language: Language): string {
  if (actual.kind === 'rate') return printRate(actual, language);
  return printHalfMinutes(actual.twice, language);
}

function offWords(standing: TargetStanding, kind: Actual['kind'], language: Language): string {
  const { off } = standing;
  if (off === null) return '';
  if (off.part === 0) return language === 'vi' ? 'bằng chỉ tiêu' : 'the target itself';
  const more = off.part > 0;
  if (kind === 'median') {
    const size = printHalfMinutes(Math.abs(off.part), language);
    if (language === 'vi') return `${more ? 'dài' : 'ngắn'} hơn ${size}`;
    return `${size} ${more ? 'longer' : 'shorter'}`;
  }
  const tenths = roundedOff(off);
  const number = printDecimal(tenths === null ? 1 : Math.abs(tenths), language);
  const size = tenths === null ? `< ${number}` : number;
  if (language === 'vi') return `${more ? 'cao' : 'thấp'} hơn ${size} điểm %`;
  return `${size} points ${more ? 'above' : 'below'}`;
}

/** Prints a target and how it stands. */
export function printTarget(
  target: Pick<Target, 'metric' | 'amount'>,
  actual: Actual,
  standing: TargetStanding,
  language: Language,
): TargetPrint {
  return {
    limit: limitOf(target, language),
    actual: actualWords(actual, language),
    result: RESULT_WORDS[standing.result][language],
    off: offWords(standing, actual.kind, language),
  };
}
