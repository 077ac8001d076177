import { type CalendarText, RECIPIENTS } from '#libs/domain';
import { type ShapeFault } from './written.js';

// What each field of a policy needs, told where its shape is wrong.

const text = (vi: string, en: string): CalendarText => ({ vi, en });
const oneOf = (values: readonly string[]): CalendarText =>
  text(`cần một trong: ${values.join(', ')}`, `needs one of ${values.join(', ')}`);

const LIMIT = '{ kind: working_minutes, minutes: 480 }';
const LIMIT_NEEDED = text(`cần một thời hạn, ví dụ ${LIMIT}`, `needs a limit such as ${LIMIT}`);
const LIMIT_OR_NONE = text(
  `cần một thời hạn, ví dụ ${LIMIT}, hoặc null nếu không đặt`,
  `needs a limit such as ${LIMIT}, or null for none`,
);
const YES_OR_NO = text('cần true (có) hoặc false (không)', 'needs true or false');
const WORDS = text('cần một dòng chữ', 'needs a text');

const OF_A_POLICY: Readonly<Record<string, CalendarText>> = {
  code: text(
    'cần mã gồm chữ thường không dấu, chữ số, dấu chấm và gạch nối, ví dụ hue-7d; mã toàn chữ số thì đặt trong nháy',
    'needs a code of lower-case letters, digits, dots and hyphens such as hue-7d; quote it where it is a number',
  ),
  name: text(
    'cần tên bằng hai thứ tiếng: { vi: …, en: … }',
    'needs a name in both languages: { vi: …, en: … }',
  ),
  calendar: text(
    'cần mã của một lịch, ví dụ hue-office',
    'needs the code of a calendar such as hue-office',
  ),
  resolve: LIMIT_OR_NONE,
  respond: LIMIT_OR_NONE,
  triage: LIMIT_NEEDED,
  offer: LIMIT_NEEDED,
  alarms: text('cần một danh sách; [] nếu không báo ai', 'needs a list; [] where nobody is told'),
  repeat_working_minutes: text(
    'cần số phút làm việc nguyên, từ 1; bỏ trường này thì là 2400',
    'needs whole working minutes from 1; 2400 where the field is left out',
  ),
};

const OF_A_LIMIT: Readonly<Record<string, CalendarText>> = {
  kind: text(
    'cần một trong: working_days (ngày làm việc), working_minutes (phút làm việc), elapsed (phút liên tục); đơn vị khác thì đổi ra phút',
    'needs one of working_days, working_minutes, elapsed (minutes round the clock); turn other units into minutes',
  ),
  days: text('cần số ngày làm việc nguyên, từ 1', 'needs whole working days from 1'),
  minutes: text('cần số phút nguyên, từ 1', 'needs whole minutes from 1'),
  receipt_day_counts: YES_OR_NO,
  non_working_day: oneOf(['next_start', 'keep_time']),
  before_hours: oneOf(['keep', 'day_start']),
  after_hours: oneOf(['keep', 'next_start']),
  due: oneOf(['end_of_day', 'same_time']),
};

const OF_AN_ALARM: Readonly<Record<string, CalendarText>> = {
  kind: text(
    'cần warning (nhắc trước hạn) hoặc escalation (báo cáo cấp trên)',
    'needs warning or escalation',
  ),
  level: text('cần số nguyên từ 1', 'needs a whole number from 1'),
  milestone: text('cần triage (phân loại) hoặc resolve (xử lý)', 'needs triage or resolve'),
  offset_working_minutes: text(
    'cần số phút làm việc nguyên: âm là trước hạn, 0 là đúng hạn, dương là sau hạn',
    'needs whole working minutes: negative before the due, 0 at it, positive after it',
  ),
  to: oneOf(RECIPIENTS),
  name: OF_A_POLICY['name'] ?? WORDS,
};

/** The kinds of limit that a field belongs to. */
const kindsOf = (field: string): string =>
  field === 'minutes' ? 'working_minutes, elapsed' : 'working_days';

function needOf(at: ShapeFault['at']): CalendarText {
  const [first = '', second, third] = at.map(String);
  if (at.at(-1) === 'vi' || at.at(-1) === 'en') return WORDS;
  if (first === 'alarms' && second !== undefined) {
    const an = text('cần một mục gồm kind, level, …', 'needs an entry with kind, level, …');
    return (third === undefined ? undefined : OF_AN_ALARM[third]) ?? an;
  }
  return (second === undefined ? OF_A_POLICY[first] : OF_A_LIMIT[second]) ?? WORDS;
}

/** What is said of a field whose shape is wrong: where in the policy, what it needs. */
function needText({ at, rule }: ShapeFault): CalendarText {
  const field = at.join('.');
  if (rule === 'onlyFor') {
    const kinds = kindsOf(String(at.at(-1)));
    return text(
      `${field}: chỉ dùng với kind ${kinds}; bỏ đi, hoặc đổi kind của thời hạn`,
      `${field}: belongs to the kind ${kinds}; remove it, or change the kind of the limit`,
    );
  }
  const { vi, en } = needOf(at);
  return text(`${field}: ${vi}`, `${field}: ${en}`);
}

/** One thing that is wrong with the shape of a policy, with what its field needs. */
export interface PolicyFault {
  readonly fault: ShapeFault;
  readonly text: CalendarText;
}

/**
 * The faults of a policy's shape that say something: of each field one, and none of the fields of a
 * limit whose kind is unknown, since nobody can say which fields it has.
 */
export function policyFaults(faults: readonly ShapeFault[]): readonly PolicyFault[] {
  const withoutKind = new Set(
    faults.filter(({ at }) => at.at(-1) === 'kind').map(({ at }) => at.slice(0, -1).join('.')),
  );
  const named = new Map<string, ShapeFault>();
  for (const fault of faults) {
    const field = fault.at.join('.');
    const above = fault.at.slice(0, -1).join('.');
    const ofAKind = String(fault.at.at(-1)) in OF_A_LIMIT && fault.at.at(-1) !== 'kind';
    if (withoutKind.has(above) && ofAKind && fault.at[0] !== 'alarms') continue;
    // That a field is out of place says more than that its value is.
    if (!named.has(field) || fault.rule === 'onlyFor') named.set(field, fault);
  }
  return [...named.values()].map((fault) => ({ fault, text: needText(fault) }));
}
