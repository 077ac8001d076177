import { type Act, type Actor } from '../acts.js';
import { openLeg } from '../report.js';
import { ACTIONS, type Action, type Role, type State } from '../transitions.js';
import { CATEGORIES, NETWORK } from './rulebook.js';
import { type Story, example, filed, moderator, newId, operator, staff } from './story.js';

const RECEIVED = '2026-03-02T10:00';
const NEXT = '2026-03-03T09:00';
const LATER = '2026-03-04T09:00';

/** A report brought into each state by legal acts, on 4 March 2026 at the latest. */
export function reportIn(state: State): Story {
  switch (state) {
    case 'received':
      return filed(RECEIVED);
    case 'in_review':
      return example().on(NEXT, staff('U1'), { action: 'refuse', reason: 'không thuộc tuyến' });
    case 'offered':
      return filed(RECEIVED).on(RECEIVED, operator, {
        action: 'offer',
        networkCode: NETWORK.code,
        words: 'mạng lưới viễn thông',
      });
    case 'assigned':
      return example();
    case 'in_progress':
      return example().on(NEXT, staff('U1'), { action: 'take' });
    case 'waiting':
      return example().on(NEXT, staff('U1'), {
        action: 'wait',
        reason: 'weather',
        until: new Date('2026-03-06T02:00:00Z'),
      });
    case 'resolved':
      return example().resolved(NEXT, 'U1');
    case 'closed':
      return example().resolved(NEXT, 'U1').rate(LATER, 'satisfied');
    case 'rejected':
      return filed(RECEIVED).on(NEXT, operator, { action: 'reject', reason: 'not_competent' });
    case 'duplicate':
      return filed(RECEIVED).on(NEXT, operator, {
        action: 'merge',
        survivorId: 'other',
        survivorCode: 'PA-other',
        survivorOpen: true,
        survivorBreached: false,
      });
    case 'withdrawn':
      return filed(RECEIVED).on(
        NEXT,
        { role: 'reporter', personCode: null, unitCodes: [] },
        {
          action: 'withdraw',
          reason: 'đã tự xử lý',
        },
      );
  }
}

/** Every action on a report that exists. */
export const ACTS: readonly Exclude<Action, 'receive'>[] = ACTIONS.filter(
  (action) => action !== 'receive',
);

function pick<T>(from: readonly [T, ...T[]], roll: number): T {
  return from[roll % from.length] ?? from[0];
}

const units = ['U1', 'U2', 'U3'] as const;
const later = (now: Date, roll: number): Date =>
  new Date(now.getTime() + (1 + (roll % 200)) * 3_600_000);

/** A well-formed act for this report and instant; `roll` varies what it says. */
export function sampleAct(
  action: Exclude<Action, 'receive'>,
  { report }: Story,
  now: Date,
  roll = 0,
): Act {
  const unitCode = pick(units, roll);
  const reason = 'lý do';
  switch (action) {
    case 'review':
      return { action, reasons: ['no_rule'], words: 'không có quy tắc' };
    case 'offer':
      return { action, networkCode: NETWORK.code, words: 'mạng lưới viễn thông' };
    case 'claim':
      return { action, unitCode };
    case 'assign':
      return {
        action,
        unitCode,
        words: 'đơn vị quản lý tuyến',
        final: roll % 7 === 3,
        set:
          roll % 3 === 0 ? { categoryCode: CATEGORIES[roll % CATEGORIES.length] ?? 'hue-7' } : {},
      };
    case 'take':
    case 'close':
    case 'spam':
    case 'grant':
      return { action };
    case 'resume':
      return { action };
    case 'refuse':
    case 'deny':
    case 'return':
    case 'reopen':
    case 'withdraw':
      return { action, reason };
    case 'transfer':
      return { action, unitCode, reason };
    case 'wait': {
      const why = pick(['weather', 'material', 'reporter_information'] as const, roll);
      return { action, reason: why, until: later(now, roll) };
    }
    case 'answer':
      return {
        ...{ action, text: 'Đã tiếp nhận, đang xử lý' },
        ...(roll % 2 === 0 && { commitment: later(now, roll) }),
      };
    case 'ask_extension': {
      const due = openLeg(report)?.dueAt ?? now;
      return { action, dueAt: later(due, roll), reason };
    }
    case 'resolve':
      return { action, text: 'Đã thu hồi cáp' };
    case 'reject':
      return { action, reason: 'not_competent' };
    case 'merge':
      return {
        action,
        survivorId: 'other',
        survivorCode: 'PA-other',
        survivorOpen: true,
        survivorBreached: false,
      };
    case 'link':
      return { action, otherId: 'other', otherCode: 'PA-other', kind: 'repeat' };
    case 'split':
      return { action, children: [{ id: newId(), code: 'PA-child', unitCode }] };
    case 'correct': {
      const cycle = report.cycles.at(-1);
      const instant = roll % 2 === 0 ? 'ended_at' : 'started_at';
      const from = (instant === 'ended_at' ? cycle?.endedAt : cycle?.startedAt) ?? now;
      return { action, instant, to: new Date(from.getTime() - 60_000), reason, askedBy: 'lan' };
    }
  }
}

/** Somebody in a role; a unit's person works for the unit that holds the report, else for `U1`. */
export function actorIn(role: Role, story: Story): Actor {
  switch (role) {
    case 'unit_staff':
      return staff(openLeg(story.report)?.unitCode ?? 'U1', 'U2', 'U3');
    case 'moderator':
      return moderator;
    case 'operator':
    case 'supervisor':
    case 'admin':
      return { role, personCode: `${role}-1`, unitCodes: [] };
    case 'reporter':
    case 'integrator':
    case 'import':
    case 'router':
    case 'system':
      return { role, personCode: null, unitCodes: [] };
  }
}
