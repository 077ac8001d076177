import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Schema } from '../../../api/client.js';
import { Problem } from '../../../api/problem.js';

/** What saving a calendar or a policy would change, or has. */
export interface Saved {
  readonly result: 'added' | 'changed' | 'same';
  readonly revision: number;
  readonly changes: readonly { readonly text: Schema<'BilingualView'> }[];
  readonly effects?: readonly { readonly text: Schema<'BilingualView'> }[];
}

export interface Checked {
  readonly problems: readonly Schema<'WrittenProblemView'>[];
  readonly would: Saved | null;
}

/** How a calendar or a policy is tried and saved. */
export interface RuleDesk<Body> {
  readonly check: (body: Body) => Promise<Checked>;
  readonly preview: (body: Body, after: string | null) => Promise<Schema<'PreviewPageView'>>;
  readonly save: (body: Body, revision: number) => Promise<Saved>;
  /** Under which its reading is kept. */
  readonly queryKey: readonly string[];
  /** The revision that stands now; asked where somebody else has saved. */
  readonly current: () => Promise<number>;
}

/** What somebody else has saved meanwhile. */
export interface Overtaken {
  readonly revision: number;
  /** What one's own would change of it. */
  readonly checked: Checked;
}

/** Clocks of open cases are read to the end: what is shown is the whole, or says that it is not. */
const PAGES = 20;

async function previewAll<Body>(
  desk: RuleDesk<Body>,
  body: Body,
): Promise<Schema<'PreviewPageView'>> {
  let page = await desk.preview(body, null);
  let { reports, clocks } = page;
  for (let read = 1; page.next !== null && read < PAGES; read += 1) {
    page = await desk.preview(body, page.next);
    reports += page.reports;
    clocks = [...clocks, ...page.clocks];
  }
  return { reports, clocks, next: page.next };
}

/** Checking, trying on open cases, and saving; when somebody else was first, what that changed. */
export function useRuleChange<Body>(
  desk: RuleDesk<Body>,
  draft: Body,
  read: number,
  onSaved: (saved: Saved) => void,
) {
  const queries = useQueryClient();
  const check = useMutation({ mutationFn: () => desk.check(draft) });
  const preview = useMutation({ mutationFn: () => previewAll(desk, draft) });
  const overtaken = useMutation({
    mutationFn: async (): Promise<Overtaken> => {
      const [revision, checked] = await Promise.all([desk.current(), desk.check(draft)]);
      return { revision, checked };
    },
  });
  const save = useMutation({
    mutationFn: () => desk.save(draft, overtaken.data?.revision ?? read),
    onSuccess: async (saved) => {
      overtaken.reset();
      check.reset();
      preview.reset();
      onSaved(saved);
      await queries.invalidateQueries({ queryKey: [desk.queryKey[0]] });
    },
    onError: (error) => {
      if (error instanceof Problem && error.isConflict) overtaken.mutate();
    },
  });
  return {
    ...{ check, preview, save, overtaken: overtaken.data ?? null },
    /** What was tried is of an older draft. */
    forget: () => {
      check.reset();
      preview.reset();
      save.reset();
      overtaken.reset();
    },
  };
}
