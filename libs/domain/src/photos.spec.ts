import { describe, expect, it } from '@jest/globals';
import { historyFaults } from './history.js';
import {
  admin,
  example,
  moderator,
  operator,
  refusalOf,
  staff,
  supervisor,
} from './testing/story.js';

const AT = '2026-03-03T09:00';
const hide = { photoId: 'p1', hide: true, reason: 'lộ biển số xe' };

describe('photos that a reporter adds', () => {
  it('are a line of the history and change no state', () => {
    const story = example().photos(AT, 'p1', 'p2');
    expect(story.report.state).toBe('assigned');
    expect(story.events.at(-1)).toMatchObject({ kind: 'photos', data: { photos: ['p1', 'p2'] } });
    expect(historyFaults(story.events, story.report)).toEqual([]);
  });

  it('let work go on where the unit waited for the reporter', () => {
    const until = new Date('2026-03-06T02:00:00Z');
    const wait = { action: 'wait', reason: 'reporter_information', until } as const;
    const story = example().on(AT, staff('U1'), wait).photos('2026-03-03T10:00', 'p1');
    expect(story.kinds.slice(-2)).toEqual(['photos', 'resume']);
    expect(story.report.state).toBe('in_progress');
  });
});

describe('a photo', () => {
  it('is hidden and shown again by moderators and administrators, with a reason', () => {
    const story = example()
      .moderated(AT, moderator, hide)
      .moderated(AT, admin, { ...hide, hide: false, reason: 'ẩn nhầm' });
    expect(story.kinds.slice(-2)).toEqual(['photo_hidden', 'photo_shown']);
    expect(story.events.at(-2)?.data).toEqual({ photo: 'p1', reason: 'lộ biển số xe' });
    expect(historyFaults(story.events, story.report)).toEqual([]);
  });

  it('is not hidden without a reason, nor by anybody else', () => {
    const unreasoned = { ...hide, reason: ' ' };
    expect(refusalOf(() => example().moderated(AT, moderator, unreasoned)).code).toBe(
      'reason_needed',
    );
    for (const actor of [operator, supervisor, staff('U1')]) {
      const refusal = refusalOf(() => example().moderated(AT, actor, hide));
      expect(refusal).toMatchObject({ code: 'role_not_allowed', facts: { role: actor.role } });
    }
  });
});
