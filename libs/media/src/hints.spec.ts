import { describe, expect, it } from '@jest/globals';
import { type ExifFields, exifBlock } from './testing/exif-block.js';
import { hintsOf } from './hints.js';

const hue: ExifFields = {
  place: { lat: 16.46367, lon: 107.59086 },
  takenAt: '2026:03:02 07:45:10',
  offset: '+07:00',
};

describe('what a camera wrote beside a photo', () => {
  it('is offered: where it was and when, with the offset of its clock', () => {
    expect(hintsOf(exifBlock(hue))).toEqual({
      place: { lat: 16.46367, lon: 107.59086 },
      takenAt: '2026-03-02T07:45:10+07:00',
    });
  });

  it('is south and west where it says so, and has no offset where there is none', () => {
    const there = exifBlock({ place: { lat: -33.5, lon: -70.25 }, takenAt: '2026:03:02 07:45:10' });
    expect(hintsOf(there)).toEqual({
      place: { lat: -33.5, lon: -70.25 },
      takenAt: '2026-03-02T07:45:10',
    });
  });

  it('is no hint where it is missing, zero, impossible or broken', () => {
    const none = { place: null, takenAt: null };
    expect(hintsOf(undefined)).toEqual(none);
    expect(hintsOf(exifBlock({}))).toEqual(none);
    expect(hintsOf(exifBlock({ place: { lat: 0, lon: 0 } }))).toEqual(none);
    expect(hintsOf(exifBlock({ place: { lat: 123, lon: 7 } }))).toEqual(none);
    expect(hintsOf(Buffer.from('Exif\0\0II*\0\xff\xff\xff\xff', 'latin1'))).toEqual(none);
    const whole = exifBlock(hue);
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => hintsOf(whole.subarray(0, length))).not.toThrow();
    }
  });
});
