import { SYSTEM } from './acts.js';
import { type ActContext } from './effects/context.js';
import { type JsonObject } from './json.js';
import { perform } from './lifecycle.js';
import { type Performed, append } from './performed.js';
import { Refusal } from './refusal.js';
import { type Report } from './report.js';
import { isOpen } from './transitions.js';

/** What the reporter adds changes no state; where the unit waited for it, work goes on. */
function add(
  before: Report,
  kind: 'words' | 'photos',
  data: JsonObject,
  context: ActContext,
): Performed {
  const added = append({ report: before, events: [] }, kind, before.state, data, context);
  const waited = before.pauses.some(
    (p) => p.endedAt === null && p.reason === 'reporter_information',
  );
  if (!isOpen(before.state) || !waited) return added;
  const resumed = perform(added.report, { action: 'resume' }, { ...context, actor: SYSTEM });
  return { report: resumed.report, events: [...added.events, ...resumed.events] };
}

/**
 * Words that the reporter adds; where the unit waited for them, work goes on.
 * @throws Refusal `text_needed` where they say nothing
 */
export function addWords(
  before: Report,
  words: { readonly text: string },
  context: ActContext,
): Performed {
  if (words.text.trim() === '') throw new Refusal('text_needed', { action: 'words' });
  return add(before, 'words', { text: words.text }, context);
}

/** Photos that the reporter adds, by their ids; they are information as words are. */
export function addPhotos(
  before: Report,
  photoIds: readonly string[],
  context: ActContext,
): Performed {
  return add(before, 'photos', { photos: photoIds }, context);
}
