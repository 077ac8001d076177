import { Problem } from '#libs/contracts';
import {
  type DeadLetter,
  deadLetter,
  deadLetters,
  dropDeadLetter,
  reviveDeadLetters,
} from '#libs/store';
import Table from 'cli-table3';
import { type CommonOptions, answer, answerJson, withInstallation } from './frame.js';

const MOST_LISTED = 1_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws Problem where the text is no id of a delivery */
function idOf(text: string): string {
  if (UUID.test(text)) return text;
  throw new Problem('not_found', `"${text}" is no id: kip dead list shows those there are`);
}

function unknown(id: string): Problem {
  return new Problem(
    'not_found',
    `there is no dead letter ${id}: kip dead list shows those there are`,
  );
}

function table(letters: readonly DeadLetter[]): string {
  const rows = new Table({ head: ['id', 'report', 'for', 'event', 'tries', 'last error'] });
  for (const one of letters) {
    const tries = `${one.attempts}${one.crashes > 0 ? ` + ${one.crashes} crashes` : ''}`;
    const event = `${one.eventKind} (${one.eventVersion})`;
    const error = (one.lastError.split('\n')[0] ?? '').slice(0, 60);
    rows.push([one.id, one.reportCode, one.consumer, event, tries, error]);
  }
  return rows.toString();
}

/** `kip dead list`: exit code 1 where there are any. */
export async function listDead(options: CommonOptions): Promise<number> {
  return withInstallation(options, async ({ store, name }) => {
    const letters = await store.transaction({ role: 'worker' }, (tx) =>
      deadLetters(tx, MOST_LISTED),
    );
    if (options.json) answerJson({ database: name, dead: letters });
    else if (letters.length === 0) answer(`${name}: no dead letters`);
    else answer(table(letters));
    return letters.length === 0 ? 0 : 1;
  });
}

/** `kip dead show ID`: all that is known of one. */
export async function showDead(text: string, options: CommonOptions): Promise<number> {
  const id = idOf(text);
  return withInstallation(options, async ({ store }) => {
    const letter = await store.transaction({ role: 'worker' }, (tx) => deadLetter(tx, id));
    if (!letter) throw unknown(id);
    if (options.json) answerJson(letter);
    else {
      answer(table([letter]));
      answer(`event of ${letter.eventAt.toISOString()}\n${letter.lastError}`);
    }
    return 0;
  });
}

/** `kip dead replay ID…` or `--all`: they are tried again as if for the first time. */
export async function replayDead(
  texts: readonly string[],
  options: CommonOptions & { readonly all?: boolean },
): Promise<number> {
  if ((texts.length === 0) === (options.all !== true)) {
    throw new Problem('invalid_request', 'give ids or --all: kip dead list shows the ids');
  }
  const ids = options.all === true ? null : texts.map(idOf);
  return withInstallation(options, async ({ store }) => {
    const revived = await store.transaction({ role: 'worker' }, async (tx) => {
      const done = await reviveDeadLetters(tx, ids);
      const missing = ids?.find((id) => !done.includes(id));
      // All that were named or none: a mistyped id is better told than half obeyed.
      if (missing !== undefined) throw unknown(missing);
      return done;
    });
    if (options.json) answerJson({ replayed: revived });
    else answer(`${revived.length} on their way again`);
    return 0;
  });
}

/** `kip dead drop ID --reason TEXT`: given up for good, and kept with the reason. */
export async function dropDead(
  text: string,
  options: CommonOptions & { readonly reason: string },
): Promise<number> {
  const id = idOf(text);
  const reason = options.reason.trim();
  if (reason === '') throw new Problem('invalid_request', '--reason is empty: say why');
  return withInstallation(options, async ({ store }) => {
    const dropped = await store.transaction({ role: 'worker' }, (tx) =>
      dropDeadLetter(tx, id, reason),
    );
    if (!dropped) throw unknown(id);
    if (options.json) answerJson({ dropped: id, reason });
    else answer(`${id} is given up: ${reason}`);
    return 0;
  });
}
