import { describe, expect, it } from '@jest/globals';
import { takeMessages } from './sse.js';

describe('a stream of events', () => {
  it('is cut into its messages, whatever pieces it comes in', () => {
    const text = 'event: ready\ndata: {}\n\n:\n\nid: 7.1\nevent: case\ndata: {"report":"PA-1"}\n\n';
    const whole = takeMessages(text);
    expect(whole).toEqual({
      messages: [
        { event: 'ready', data: '{}', id: null },
        { event: 'case', data: '{"report":"PA-1"}', id: '7.1' },
      ],
      rest: '',
    });
    const found: unknown[] = [];
    let rest = '';
    for (const letter of text) {
      const taken = takeMessages(rest + letter);
      found.push(...taken.messages);
      ({ rest } = taken);
    }
    expect(found).toEqual(whole.messages);
  });
});
