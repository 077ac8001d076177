import { describe, expect, it } from '@jest/globals';

import { Refusal } from './refusal.js';
import { receive } from './lifecycle.js';
import { ACTS, actorIn, reportIn, sampleAct } from './testing/every.js';
import { rulebook } from './testing/rulebook.js';
import { local, newId, refusalOf } from './testing/story.js';
import {
  ACTIONS,
  type Action,
  ENDED_STATES,
  OPEN_STATES,
  ROLES,
  type Role,
  STATES,
  type State,
  TRANSITIONS,
  allowedActions,
  isOpen,
  stateAfter,
  transitionFor,
} from './transitions.js';

/** The table as the law has it: action: from > to: who. Kept apart from the one under test. */
const LAW = `
receive: none > received: reporter operator integrator import
review: received > in_review: router
offer: received in_review > offered: router operator
claim: offered > assigned: unit_staff
assign: received in_review offered > assigned: router operator
take: assigned > in_progress: unit_staff
refuse: assigned in_progress > in_review: unit_staff
transfer: assigned in_progress waiting > assigned: operator unit_staff
wait: assigned in_progress > waiting: unit_staff operator
resume: waiting > in_progress: unit_staff operator system
answer: assigned in_progress waiting > same: unit_staff operator
ask_extension: assigned in_progress waiting > same: unit_staff
grant: assigned in_progress waiting > same: supervisor
deny: assigned in_progress waiting > same: supervisor
resolve: assigned in_progress waiting > resolved: unit_staff operator
return: resolved > in_progress: operator
close: resolved > closed: reporter operator system
reopen: resolved closed rejected > in_review: reporter operator
reject: received in_review offered > rejected: operator
spam: OPEN > rejected: moderator
merge: received in_review offered assigned in_progress > duplicate: operator
link: ANY > same: operator
split: in_review assigned in_progress > same: operator
withdraw: received in_review offered assigned > withdrawn: reporter
withdraw: in_progress waiting > withdrawn: operator
correct: ANY > same: admin
`;
/** The second half of the row for `split`: whatever became of the parent, it ends with its last child. */
const LAST_CHILD = 'split: in_review offered assigned in_progress waiting > resolved: system';

type From = State | 'none';
const FROM: readonly From[] = ['none', ...STATES];
const key = (state: From, action: Action, role: Role): string => `${state} ${action} ${role}`;

function lawful(): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  for (const line of [...LAW.trim().split('\n'), LAST_CHILD]) {
    const [, action = '', from = '', to = '', who = ''] =
      /^(\w+): (.+) > (\w+): (.+)$/.exec(line) ?? [];
    const states = from.replace('OPEN', OPEN_STATES.join(' ')).replace('ANY', STATES.join(' '));
    for (const state of states.split(' ')) {
      for (const role of who.split(' ')) {
        cells.set(`${state} ${action} ${role}`, to === 'same' ? state : to);
      }
    }
  }
  return cells;
}

/** Each (state, action, role) with the state that follows, as the table under test answers. */
function answered(): ReadonlyMap<string, string> {
  const cells = new Map<string, string>();
  for (const state of FROM) {
    for (const action of ACTIONS) {
      for (const role of ROLES) {
        try {
          const row = transitionFor(state, action, role);
          cells.set(key(state, action, role), state === 'none' ? row.to : stateAfter(row, state));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
        }
      }
    }
  }
  return cells;
}

const sorted = (cells: ReadonlyMap<string, string>): string[] =>
  [...cells].map(([cell, to]) => `${cell} > ${to}`).sort();

describe('the table of transitions', () => {
  it('has 12 states with "none", 25 actions and 10 roles', () => {
    expect([FROM.length, ACTIONS.length, ROLES.length]).toEqual([12, 25, 10]);
  });

  it('allows exactly what the law allows, in each of its 3,000 cells', () => {
    expect(sorted(answered())).toEqual(sorted(lawful()));
  });

  it('refuses every other cell, naming state, action and what is allowed', () => {
    const law = lawful();
    for (const state of FROM) {
      for (const action of ACTIONS) {
        for (const role of ROLES) {
          if (law.has(key(state, action, role))) continue;
          const { code, facts, message } = refusalOf(() => transitionFor(state, action, role));
          const anybody = ROLES.filter((one) => law.has(key(state, action, one)));
          expect(code).toBe(anybody.length > 0 ? 'role_not_allowed' : 'action_not_allowed');
          expect(facts).toMatchObject({ state, action });
          expect(message).toContain(state);
          const asked = anybody.length > 0 ? [role] : ROLES;
          const may = ACTIONS.filter((one) => asked.some((who) => law.has(key(state, one, who))));
          expect([...(facts['allowed'] as string[])].sort()).toEqual([...may].sort());
          if (anybody.length > 0)
            expect([...(facts['who'] as string[])].sort()).toEqual(anybody.sort());
        }
      }
    }
  });

  it('reaches every state from none', () => {
    const reached = new Set<From>(['none']);
    for (let size = 0; size < reached.size;) {
      size = reached.size;
      for (const row of TRANSITIONS) {
        if (row.to !== 'same' && row.from.some((from) => reached.has(from))) reached.add(row.to);
      }
    }
    expect([...reached].sort()).toEqual([...FROM].sort());
  });

  it('lets every open state be left, and end', () => {
    for (const state of OPEN_STATES) {
      const left = TRANSITIONS.filter((row) => row.from.includes(state) && row.to !== 'same');
      expect(left.some((row) => row.to !== state)).toBe(true);
      expect(left.some((row) => row.to !== 'same' && !isOpen(row.to))).toBe(true);
    }
    expect(ENDED_STATES.filter(isOpen)).toEqual([]);
  });

  it('lists the actions of a role once each', () => {
    expect(allowedActions('in_review', 'operator')).toEqual(
      ACTIONS.filter((action) => lawful().has(key('in_review', action, 'operator'))),
    );
    expect(allowedActions('withdrawn')).toEqual(['link', 'correct']);
    expect(allowedActions('none', 'router')).toEqual([]);
  });
});

describe('every action, tried on a report', () => {
  const now = local('2026-03-05T09:00');
  /** Acts that the table allows in a state, and that a rule refuses for this very report. */
  const REFUSED_BY_A_RULE: Readonly<Record<string, string>> = {
    grant: 'extension_not_open',
    deny: 'extension_not_open',
  };

  it.each(STATES)('is carried out in state %s where the law allows it, else refused', (state) => {
    const law = lawful();
    const story = reportIn(state);
    expect(story.report.state).toBe(state);
    for (const action of ACTS) {
      for (const role of ROLES) {
        const act = sampleAct(action, story, now, action === 'correct' && isOpen(state) ? 1 : 0);
        const to = law.get(key(state, action, role));
        const run = () => story.on(now, actorIn(role, story), act);
        const refused = to === undefined ? /_not_allowed$/ : REFUSED_BY_A_RULE[action];
        if (refused !== undefined) {
          expect(refusalOf(run).code).toMatch(refused);
        } else {
          const next = run();
          expect([action, next.report.state]).toEqual([action, to]);
          expect(next.events.at(-1)).toMatchObject({ kind: action, from: state, to, at: now });
          expect(next.report.version).toBe(next.events.length);
        }
      }
    }
  });

  it.each(ROLES)('receives a report from the %s only if the law says so', (role) => {
    const context = {
      now,
      actor: { role, personCode: null, unitCodes: [] },
      book: rulebook(),
      newId,
    };
    const run = () =>
      receive(
        {
          id: 'r',
          code: 'PA-2026-000001',
          streamCode: 'field',
          categoryCode: null,
          areaCode: null,
          priority: 'normal',
          channel: 'web',
          parentId: null,
        },
        context,
      );
    if (lawful().has(key('none', 'receive', role))) expect(run().report.state).toBe('received');
    else expect(refusalOf(run).code).toBe('role_not_allowed');
  });
});
