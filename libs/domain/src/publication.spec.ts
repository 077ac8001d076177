import { describe, expect, it } from '@jest/globals';
import {
  PUBLISHED_STATES,
  type Publishable,
  followersMayKnow,
  isPublished,
  publicText,
  showsPlace,
} from './publication.js';
import { STATES } from './transitions.js';

const shown: Publishable = {
  ...{ state: 'assigned', publication: 'public', sensitive: false, child: false },
};

describe('a report is published', () => {
  it('once it is somebody’s work, and never where it was rejected, doubled or taken back', () => {
    const published = STATES.filter((state) => isPublished({ ...shown, state }));
    expect(published).toEqual([...PUBLISHED_STATES]);
    for (const state of ['received', 'in_review', 'rejected', 'duplicate', 'withdrawn']) {
      expect(published).not.toContain(state);
    }
  });

  it('not of a private stream, nor of a sensitive category, nor as a part of another', () => {
    expect(isPublished(shown)).toBe(true);
    expect(isPublished({ ...shown, publication: 'area' })).toBe(true);
    expect(isPublished({ ...shown, publication: 'private' })).toBe(false);
    expect(isPublished({ ...shown, sensitive: true })).toBe(false);
    expect(isPublished({ ...shown, child: true })).toBe(false);
  });

  it('with its exact place only where the stream shows it', () => {
    expect(showsPlace('public')).toBe(true);
    expect(showsPlace('area')).toBe(false);
  });
});

describe('those who follow a report', () => {
  it('may be told of what is published, and that it is looked at again', () => {
    const told = STATES.filter((state) => followersMayKnow({ ...shown, state }));
    expect([...told].sort()).toEqual([...PUBLISHED_STATES, 'in_review'].sort());
    const again = { ...shown, state: 'in_review' } as const;
    expect(followersMayKnow({ ...again, publication: 'private' })).toBe(false);
    expect(followersMayKnow({ ...again, sensitive: true })).toBe(false);
    expect(followersMayKnow({ ...again, child: true })).toBe(false);
  });
});

describe('a text for everybody', () => {
  it.each([
    ['Gọi 0905 123 456 nhé', 'Gọi […] nhé'],
    ['Gọi (0234) 3.822.822 nhé', 'Gọi ([…] nhé'],
    ['số +84905123456', 'số […]'],
    ['CCCD 046080001234', 'CCCD […]'],
    ['thư về hoa.le@hue.gov.vn.', 'thư về […].'],
  ])('says nothing of how to reach somebody: %j', (text, without) => {
    expect(publicText(text)).toBe(without);
  });

  it('keeps numbers that are nobody’s', () => {
    const text = 'Nhà 12/3 kiệt 45, từ 07:30 ngày 02/03/2026, 3 tháng nay, mã PA-2026';
    expect(publicText(text)).toBe(text);
  });
});
