import { type Language, type OtherTerms } from '#libs/domain';
import { type PreviewPage, type PreviewedClock, previewPage } from '#libs/pipeline';
import { type Reference, type RunsOn, type Store } from '#libs/store';
import { answer, answerJson, progress } from './frame.js';
import { Preview, effectOf, previewText } from './preview-text.js';

const AT_ONCE = 500;

/** What is asked: which open reports, and under which terms. */
export interface Asked {
  readonly on: RunsOn;
  readonly other: OtherTerms;
}

async function previewAll(
  store: Store,
  reference: Reference,
  asked: readonly Asked[],
): Promise<Preview> {
  const told = progress('open reports counted again:');
  const preview = new Preview();
  for (const one of asked) {
    let after: string | null = null;
    do {
      const from: string | null = after;
      const page: PreviewPage = await store.transaction({ role: 'worker' }, (tx) =>
        previewPage(tx, reference, one, from, AT_ONCE),
      );
      preview.add(page);
      told(preview.reports);
      after = page.next;
    } while (after !== null);
  }
  return preview;
}

function clockJson(one: PreviewedClock): object {
  const { code, streamCode, categoryCode, holder, subject, number, unitCode, how } = one;
  return {
    ...{ code, stream: streamCode, category: categoryCode, holder },
    ...{ clock: subject, number, unit: unitCode, how, effect: effectOf(one) },
    ...{ due_before: one.before.dueAt, due_after: one.after.dueAt },
  };
}

/**
 * Prints what open reports would have under other terms, of all that is asked; nothing is changed.
 * @param zone in which instants are told
 */
export async function tellPreview(
  { store, reference }: { readonly store: Store; readonly reference: Reference },
  asked: readonly Asked[],
  { json, lang, zone }: { readonly json?: boolean; readonly lang: Language; readonly zone: string },
): Promise<void> {
  const found = await previewAll(store, reference, asked);
  if (!json) {
    answer(previewText(found, zone, lang));
    return;
  }
  const { reports, clocks, units, changing } = found;
  answerJson({
    ...{ reports, clocks, effects: found.total() },
    units: [...units].map(([unit, effects]) => ({ unit, effects })),
    changing: changing.map(clockJson),
  });
}
