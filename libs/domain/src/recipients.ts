import { type AlarmRule, type Recipient } from './policy.js';
import { type Alarm } from './report.js';
import { type Role } from './transitions.js';

/** A person who may be told of an alarm. */
export interface Tellable {
  readonly code: string;
  readonly role: Role;
  readonly unitCode: string | null;
  /** Leads the unit. */
  readonly lead: boolean;
  /** The mail address; empty where there is none. */
  readonly email: string;
}

/** Whose report it is at the moment: the unit of the leg and, if one was named, its person. */
export interface InHand {
  readonly unitCode: string | null;
  readonly personCode: string | null;
}

/** Units by code, each with the one above it. */
export type UnitTree = ReadonlyMap<string, { readonly parentCode: string | null }>;

/** Who is told of an alarm: nobody was found at `missed` before somebody was at `reached`. */
export interface Told<Person extends Tellable> {
  readonly people: readonly Person[];
  /** Null: there is nobody at all. */
  readonly reached: Recipient | null;
  readonly missed: readonly Recipient[];
}

type Raised = Pick<Alarm, 'kind' | 'level' | 'milestone' | 'tell'>;

/** Whom the levels after an alarm's own tell, nearest first; administrators come last. */
function laterLevels(alarm: Raised, rules: readonly AlarmRule[]): readonly Recipient[] {
  const isLater = (rule: AlarmRule): boolean =>
    rule.kind === alarm.kind
      ? rule.level > alarm.level
      : rule.kind === 'escalation' && alarm.kind === 'warning';
  const rank = (rule: AlarmRule): number => (rule.kind === 'warning' ? 0 : 1);
  const later = rules
    .filter((rule) => rule.milestone === alarm.milestone && isLater(rule))
    .sort((a, b) => rank(a) - rank(b) || a.level - b.level)
    .map((rule) => rule.tell);
  return [...later, 'admin'];
}

function staffOf<Person extends Tellable>(
  unitCode: string,
  people: readonly Person[],
): readonly Person[] {
  return people.filter((one) => one.role === 'unit_staff' && one.unitCode === unitCode);
}

/** The unit's own leads; else those of the nearest unit above it, or all of that one's staff. */
function leadsOf<Person extends Tellable>(
  unitCode: string,
  people: readonly Person[],
  units: UnitTree,
): readonly Person[] {
  const seen = new Set<string>();
  for (
    let code: string | null = unitCode;
    code !== null && !seen.has(code);
    code = units.get(code)?.parentCode ?? null
  ) {
    seen.add(code);
    const staff = staffOf(code, people);
    const leads = staff.filter((one) => one.lead);
    if (leads.length > 0) return leads;
    if (code !== unitCode && staff.length > 0) return staff;
  }
  return [];
}

function found<Person extends Tellable>(
  recipient: Recipient,
  { unitCode, personCode }: InHand,
  people: readonly Person[],
  units: UnitTree,
): readonly Person[] {
  switch (recipient) {
    case 'unit_staff': {
      if (unitCode === null) return [];
      const staff = staffOf(unitCode, people);
      const first = staff.filter((one) => one.code === personCode);
      return [...first, ...staff.filter((one) => one.code !== personCode)];
    }
    case 'unit_lead':
      return unitCode === null ? [] : leadsOf(unitCode, people, units);
    case 'operator':
    case 'supervisor':
    case 'admin':
      return people.filter((one) => one.role === recipient);
  }
}

/**
 * Who is told of an alarm. A level that finds nobody with an address goes to whom the next level of
 * the same milestone tells, and at last to the administrators.
 *
 * @param rules the alarms of the policy that the clock runs under
 * @param inHand whose report it is; a unit is null while none has it
 */
export function recipientsOf<Person extends Tellable>(
  alarm: Raised,
  rules: readonly AlarmRule[],
  inHand: InHand,
  people: readonly Person[],
  units: UnitTree,
): Told<Person> {
  const reachable = people.filter((one) => one.email !== '');
  const missed: Recipient[] = [];
  const asked = alarm.tell === null ? [] : [alarm.tell];
  for (const recipient of new Set([...asked, ...laterLevels(alarm, rules)])) {
    const these = found(recipient, inHand, reachable, units);
    if (these.length > 0) return { people: these, reached: recipient, missed };
    missed.push(recipient);
  }
  return { people: [], reached: null, missed };
}
