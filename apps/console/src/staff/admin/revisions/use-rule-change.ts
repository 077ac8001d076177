import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { type Schema } from '../../../api/client.js';
import { Problem } from '../../../api/problem.js';

/** A change that the server tells in words. */
export interface ToldChange {
  readonly text: Schema<'BilingualView'>;
}

/** What saving a rule would change, or has. */
export interface Saved<Change> {
  readonly result: 'added' | 'changed' | 'same';
  readonly revision: number;
  readonly changes: readonly Change[];
  readonly effects?: readonly { readonly text: Schema<'BilingualView'> }[];
}

interface Checked<Change> {
  readonly problems: readonly Schema<'WrittenProblemView'>[];
  readonly would: Saved<Change> | null;
}

type ReadPreview<Body> = (body: Body, after: string | null) => Promise<Schema<'PreviewPageView'>>;

/** How a calendar, a policy or an entry of the reference data is tried and saved. */
export interface RuleDesk<Body, Change> {
  readonly check: (body: Body) => Promise<Checked<Change>>;
  /** Null where no clock of an open case runs on it. */
  readonly preview: ReadPreview<Body> | null;
  readonly save: (body: Body, revision: number) => Promise<Saved<Change>>;
  /** Under which its reading is kept. */
  readonly queryKey: readonly string[];
  /** The revision that stands now; asked where somebody else has saved. */
  readonly current: () => Promise<number>;
}

/** What somebody else has saved meanwhile. */
export interface Overtaken<Change> {
  readonly revision: number;
  /** What one's own would change of it. */
  readonly checked: Checked<Change>;
}

/** Clocks of open cases are read to the end: what is shown is the whole, or says that it is not. */
const PAGES = 20;

async function previewAll<Body>(
  preview: ReadPreview<Body> | null,
  body: Body,
): Promise<Schema<'PreviewPageView'>> {
  if (preview === null) return { reports: 0, clocks: [], next: null };
  let page = await preview(body, null);
  let { reports, clocks } = page;
  for (let read = 1; page.next !== null && read < PAGES; read += 1) {
    page = await preview(body, page.next);
    reports += page.reports;
    clocks = [...clocks, ...page.clocks];
  }
  return { reports, clocks, next: page.next };
}

/** The steps of a change, and how far each has come. */
export interface RuleChange<Change> {
  readonly check: UseMutationResult<Checked<Change>, Error, void>;
  readonly preview: UseMutationResult<Schema<'PreviewPageView'>, Error, void>;
  readonly save: UseMutationResult<Saved<Change>, Error, void>;
  readonly overtaken: Overtaken<Change> | null;
  readonly mayPreview: boolean;
  /** What was tried is of an older draft. */
  readonly forget: () => void;
}

/** Checking, trying on open cases, and saving; when somebody else was first, what that changed. */
export function useRuleChange<Body, Change>(
  desk: RuleDesk<Body, Change>,
  draft: Body,
  read: number,
  onSaved: (saved: Saved<Change>) => void,
): RuleChange<Change> {
  const queries = useQueryClient();
  const check = useMutation({ mutationFn: () => desk.check(draft) });
  const preview = useMutation({ mutationFn: () => previewAll(desk.preview, draft) });
  const overtaken = useMutation({
    mutationFn: async (): Promise<Overtaken<Change>> => {
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
    mayPreview: desk.preview !== null,
    forget: () => {
      check.reset();
      preview.reset();
      save.reset();
      overtaken.reset();
    },
  };
}
