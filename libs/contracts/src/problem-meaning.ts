/** What a code means: for HTTP, for a queue (is trying again any use?), and for the person. */
export interface ProblemMeaning {
  readonly status: number;
  readonly retry: boolean;
  readonly title: { readonly vi: string; readonly en: string };
  readonly remedy: { readonly vi: string; readonly en: string };
}

/** A meaning, written briefly: each text in Vietnamese and in English. */
export const meaning = (
  status: number,
  title: [vi: string, en: string],
  remedy: [vi: string, en: string],
  retry = false,
): ProblemMeaning => ({
  status,
  retry,
  title: { vi: title[0], en: title[1] },
  remedy: { vi: remedy[0], en: remedy[1] },
});
