import { describe, expect, it } from '@jest/globals';
import { Problem } from '#libs/contracts';
import { Batches } from './batches.js';

interface Outcome {
  readonly stored: string;
}
interface Call {
  readonly items: readonly string[];
  readonly answer: (outcomes: readonly Outcome[]) => void;
  readonly fail: (error: unknown) => void;
}

const stored = (item: string): Outcome => ({ stored: item });
const lost = (): Error => Object.assign(new Error('lost'), { code: 'ECONNRESET' });
const code = (problem: Promise<unknown>): Promise<string> =>
  problem.then(
    () => 'stored',
    (error: unknown) => (error instanceof Problem ? error.code : (error as Error).message),
  );

/** Batches on a database that answers when it is told to, and a clock that is moved by hand. */
function under(answerWithinMs = 60_000): {
  batches: Batches<string, Outcome>;
  calls: Call[];
  next: (nth: number) => Promise<Call>;
  pass: (ms: number) => void;
} {
  const calls: Call[] = [];
  const listeners: (() => void)[] = [];
  let now = 0;
  const batches = new Batches<string, Outcome>(
    (items) =>
      new Promise((answer, fail) => {
        calls.push({ items, answer, fail });
        for (const listener of listeners) listener();
      }),
    { most: 100, inFlight: 2 },
    { mostWaiting: 5_000, mostWaitMs: 1_000, answerWithinMs },
    () => now,
  );
  const next = (nth: number): Promise<Call> =>
    new Promise((resolve) => {
      const look = (): void => {
        const call = calls[nth];
        if (call) resolve(call);
      };
      listeners.push(look);
      look();
    });
  const pass = (ms: number): void => {
    now += ms;
  };
  return { batches, calls, next, pass };
}

describe('what comes at the same time', () => {
  it('leaves at once while a place is free, and together when one becomes free', async () => {
    const { batches, calls, next } = under();
    const answers = ['a', 'b', 'c', 'd'].map((item) => batches.add(item));
    expect(calls.map(({ items }) => items)).toEqual([['a'], ['b']]);
    calls[1]?.answer([stored('b')]);
    const third = await next(2);
    expect(third.items).toEqual(['c', 'd']);
    third.answer([stored('c'), stored('d')]);
    calls[0]?.answer([stored('a')]);
    expect(await Promise.all(answers.map(code))).toEqual(['stored', 'stored', 'stored', 'stored']);
  });

  it('is refused when it would wait longer than a second by the pace of late', async () => {
    const { batches, calls, next, pass } = under();
    const first = batches.add('a');
    pass(600);
    calls[0]?.answer([stored('a')]);
    await first;
    // A moment for the place to become free.
    await new Promise((resolve) => setImmediate(resolve));
    const busy = ['b', 'c'].map((item) => batches.add(item));
    // 300 ms for each hundred: the 301st would wait 1,200 ms.
    const waiting = Array.from({ length: 300 }, (_none, index) => batches.add(`w${index}`));
    expect(await code(batches.add('too much'))).toBe('unavailable');
    for (let nth = 1; nth <= 5; nth += 1) {
      const call = await next(nth);
      call.answer(call.items.map(stored));
    }
    expect(await Promise.all([...busy, ...waiting].map(code))).not.toContain('unavailable');
    expect(calls.flatMap(({ items }) => items)).not.toContain('too much');
  });

  it('is refused at once while a database that has fallen silent holds every place', async () => {
    const { batches, calls, pass } = under();
    const silent = ['a', 'b'].map((item) => batches.add(item));
    pass(2_100);
    expect(await code(batches.add('c'))).toBe('unavailable');
    for (const call of calls) call.answer(call.items.map(stored));
    await Promise.all(silent);
  });
});

describe('an answer that does not come', () => {
  it('is unknown for what had left, and nothing for what had not, which then never leaves', async () => {
    const { batches, calls, next } = under(30);
    const answers = ['a', 'b', 'c'].map((item) => batches.add(item));
    expect(await Promise.all(answers.map(code))).toEqual([
      'outcome_unknown',
      'outcome_unknown',
      'unavailable',
    ]);
    calls[0]?.answer([stored('a')]);
    const late = batches.add('d');
    const third = await next(2);
    expect(third.items).toEqual(['d']);
    third.answer([stored('d')]);
    expect(await late).toEqual(stored('d'));
  });
});

describe('a batch that fails', () => {
  async function two(): Promise<
    ReturnType<typeof under> & { batch: Call; answers: Promise<Outcome>[] }
  > {
    const all = under();
    const first = ['x', 'y'].map((item) => all.batches.add(item));
    const answers = ['a', 'b'].map((item) => all.batches.add(item));
    all.calls[0]?.answer([stored('x')]);
    const batch = await all.next(2);
    all.calls[1]?.answer([stored('y')]);
    await Promise.all(first);
    return { ...all, batch, answers };
  }

  it('because of one in it is tried one by one', async () => {
    const { batch, next, answers } = await two();
    batch.fail(Object.assign(new Error('bad'), { code: '23514' }));
    (await next(3)).answer([stored('a')]);
    (await next(4)).fail(Object.assign(new Error('bad'), { code: '23514' }));
    expect(await Promise.all(answers.map(code))).toEqual(['stored', 'bad']);
  });

  it('because its connection broke is tried once more, whole', async () => {
    const { batch, next, answers } = await two();
    batch.fail(lost());
    const again = await next(3);
    expect(again.items).toEqual(['a', 'b']);
    again.answer(again.items.map(stored));
    expect(await Promise.all(answers.map(code))).toEqual(['stored', 'stored']);
  });

  it('because the database is away is told to all of it, and tried no more', async () => {
    const { batch, next, answers, calls } = await two();
    batch.fail(lost());
    (await next(3)).fail(lost());
    expect(await Promise.all(answers.map(code))).toEqual(['lost', 'lost']);
    expect(calls).toHaveLength(4);
  });

  it('in silence is not tried again', async () => {
    const { batch, pass, answers, calls } = await two();
    pass(5_000);
    batch.fail(new Error('Connection terminated'));
    expect(await Promise.all(answers.map(code))).toEqual([
      'Connection terminated',
      'Connection terminated',
    ]);
    expect(calls).toHaveLength(3);
  });

  it('stays unknown when its commit was not answered, whatever the second try says', async () => {
    const { batch, next, answers } = await two();
    batch.fail(new Problem('outcome_unknown', ''));
    (await next(3)).fail(lost());
    expect(await Promise.all(answers.map(code))).toEqual(['outcome_unknown', 'outcome_unknown']);
  });
});
