import { describe, expect, it } from '@jest/globals';

import { currentCycle } from '../report.js';
import { NETWORK, hue } from '../testing/rulebook.js';
import { example, filed, operator, refusalOf, router, shown, staff } from '../testing/story.js';

const APRIL = '2026-04-01T08:00';
const refuse = { action: 'refuse', reason: 'không thuộc tuyến' } as const;
const offered = filed('2026-03-02T10:00').on('2026-03-02T10:05', router, {
  action: 'offer',
  networkCode: NETWORK.code,
  words: 'mạng lưới viễn thông',
});

describe('an offer to a network', () => {
  it('may be claimed by any of its units, whose leg starts then', () => {
    const claimed = offered.on('2026-03-02T11:00', staff('U2'), {
      action: 'claim',
      unitCode: 'U2',
    });
    expect(claimed.report.state).toBe('assigned');
    expect(claimed.leg).toMatchObject({ unitCode: 'U2', number: 1, cycleNumber: 1 });
    expect(shown(claimed.leg.startedAt)).toBe('2026-03-02T11:00');
    expect(currentCycle(claimed.report).offerExpiresAt).toBeNull();
  });

  it('may not be claimed by a unit outside it, nor for a unit of others', () => {
    const outside = () =>
      offered.on('2026-03-02T11:00', staff('U9'), { action: 'claim', unitCode: 'U9' });
    expect(refusalOf(outside)).toMatchObject({
      code: 'unit_not_in_network',
      facts: { unit: 'U9', units: ['U1', 'U2', 'U3'] },
    });
    const others = () =>
      offered.on('2026-03-02T11:00', staff('U2'), { action: 'claim', unitCode: 'U3' });
    expect(refusalOf(others).code).toBe('not_your_unit');
  });

  it('goes to the lead unit when the time of the policy is over, unclaimed', () => {
    // 120 working minutes from 10:05, over the noon break.
    expect(shown(currentCycle(offered.report).offerExpiresAt)).toBe('2026-03-02T13:35');
    expect(offered.tick('2026-03-02T13:34').report.state).toBe('offered');
    const expired = offered.tick('2026-03-02T13:35');
    expect(expired.report.state).toBe('assigned');
    expect(expired.leg.unitCode).toBe(NETWORK.lead);
    expect(expired.events.at(-1)).toMatchObject({
      kind: 'assign',
      actor: { role: 'router' },
      data: { words: 'offer_expired' },
    });
  });

  it('carries the category that was set with it', () => {
    const story = filed('2026-03-02T10:00')
      .on('2026-03-02T10:05', operator, {
        action: 'offer',
        networkCode: NETWORK.code,
        words: 'w',
        set: { categoryCode: 'infrastructure', areaCode: 'phu-xuan', priority: 'high' },
      })
      .on('2026-03-02T11:00', staff('U2'), { action: 'claim', unitCode: 'U2' });
    expect(story.report).toMatchObject({
      categoryCode: 'infrastructure',
      areaCode: 'phu-xuan',
      priority: 'high',
    });
    expect(story.promise).toBe('2026-03-05T17:00');
  });
});

describe('taking', () => {
  it('names the person who takes, unless another is named', () => {
    const own = example().on('2026-03-03T09:00', staff('U1'), { action: 'take' });
    expect(own.leg.personCode).toBe('staff-U1');
    const other = example().on('2026-03-03T09:00', staff('U1'), {
      action: 'take',
      personCode: 'an',
    });
    expect(other.leg.personCode).toBe('an');
    expect(own.report.state).toBe('in_progress');
  });
});

describe('refusing', () => {
  const twice = example()
    .on('2026-03-03T09:00', staff('U1'), refuse)
    .assigned('2026-03-03T10:00', 'U2')
    .on('2026-03-04T09:00', staff('U2'), refuse);
  const assign = { action: 'assign', unitCode: 'U3', words: 'w', final: true } as const;

  it('gives the report back to triage, whose own limit starts anew', () => {
    expect(twice.report.state).toBe('in_review');
    expect(shown(currentCycle(twice.report).triageSince)).toBe('2026-03-04T09:00');
    expect(twice.legClassesAt(APRIL)).toEqual(['outside', 'outside']);
    expect(twice.promise).toBe('2026-03-11T17:00');
  });

  it('is over after two refusals: an assignment may be final, and cannot be refused', () => {
    const final = twice.on('2026-03-04T10:00', operator, assign);
    const run = () => final.on('2026-03-05T09:00', staff('U3'), refuse);
    expect(refusalOf(run)).toMatchObject({ code: 'final_assignment', facts: { unit: 'U3' } });
  });

  it('is not over after one refusal, nor by those of an earlier cycle', () => {
    const once = example().on('2026-03-03T09:00', staff('U1'), refuse);
    const early = () => once.on('2026-03-03T10:00', operator, assign);
    expect(refusalOf(early)).toMatchObject({
      code: 'final_too_early',
      facts: { refusals: 1, needed: 2 },
    });
    const reopened = twice
      .assigned('2026-03-04T10:00', 'U3')
      .resolved('2026-03-05T10:00', 'U3')
      .on('2026-03-06T09:00', operator, { action: 'reopen', reason: 'r' });
    expect(refusalOf(() => reopened.on('2026-03-06T10:00', operator, assign)).code).toBe(
      'final_too_early',
    );
  });

  it('ends an extension that nobody has decided', () => {
    const story = example()
      .on('2026-03-03T09:00', staff('U1'), {
        action: 'ask_extension',
        dueAt: hue.at('2026-03-20', '17:00'),
        reason: 'r',
      })
      .on('2026-03-03T10:00', staff('U1'), refuse);
    expect(story.report.extensions.map(({ outcome }) => outcome)).toEqual(['expired']);
  });
});

describe('a unit and its own', () => {
  const acts = [
    { action: 'take' },
    refuse,
    { action: 'resolve', text: 't' },
    { action: 'answer', text: 't' },
    { action: 'transfer', unitCode: 'U2', reason: 'r' },
    { action: 'wait', reason: 'weather', until: new Date('2026-03-20T03:00:00Z') },
    { action: 'ask_extension', dueAt: new Date('2026-03-20T03:00:00Z'), reason: 'r' },
  ] as const;

  it.each(acts)('other units may not $action what U1 holds', (act) => {
    const run = () => example().on('2026-03-03T09:00', staff('U2'), act);
    expect(refusalOf(run)).toMatchObject({ code: 'not_your_unit', facts: { unit: 'U1' } });
  });

  it.each(acts)('the unit above U1 may $action it', (act) => {
    const story = example().on('2026-03-03T09:00', staff('U0', 'U1', 'U2'), act);
    expect(story.kinds.at(-1)).toBe(act.action);
  });

  it('transfers within its own subtree only; an operator anywhere', () => {
    const act = { action: 'transfer', unitCode: 'U2', reason: 'r' } as const;
    const outside = () => example().on('2026-03-03T09:00', staff('U1'), act);
    expect(refusalOf(outside)).toMatchObject({ code: 'not_your_unit', facts: { unit: 'U2' } });
    const moved = example().on('2026-03-03T09:00', operator, act);
    expect(moved.leg).toMatchObject({ unitCode: 'U2', number: 2, endedAt: null });
    expect(moved.report.legs[0]).toMatchObject({ endKind: 'transferred' });
  });
});
