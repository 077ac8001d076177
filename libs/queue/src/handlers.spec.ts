import { describe, expect, it } from '@jest/globals';
import { HandlerMismatch, joinHandlers } from './handlers.js';

const nothing = async (): Promise<void> => undefined;
const whole = { route: nothing, settle_parent: nothing };

describe('the handlers of a process', () => {
  it('are joined where each consumer of its queues has one', () => {
    const joined = joinHandlers([{ queue: 'router', handlers: whole }]);
    expect([...joined.keys()].sort()).toEqual(['route', 'settle_parent']);
  });

  it('refuse to start where one is missing, named', () => {
    const start = () => joinHandlers([{ queue: 'router', handlers: { route: nothing } }]);
    expect(start).toThrow(HandlerMismatch);
    expect(start).toThrow('"settle_parent" has no handler');
  });

  it('refuse to start where one is doubled, named', () => {
    const mounted = { queue: 'router', handlers: whole } as const;
    expect(() => joinHandlers([mounted, mounted])).toThrow('"route" has two handlers');
  });

  it('refuse to start where one is of no consumer, or of another queue', () => {
    const unknown = { ...whole, fold: nothing };
    expect(() => joinHandlers([{ queue: 'router', handlers: unknown }])).toThrow(
      '"fold" is no consumer of the catalogue',
    );
    expect(() => joinHandlers([{ queue: 'deadlines', handlers: whole }])).toThrow(
      '"route" is not of queue deadlines',
    );
  });
});
