/** One thing that was looked at; whatever is not `ok` names what to do. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'wrong';
  readonly words: string;
}

export const ok = (what: string, words: string): Finding => ({ what, state: 'ok', words });
export const warning = (what: string, words: string): Finding => ({
  what,
  state: 'warning',
  words,
});
export const wrong = (what: string, words: string): Finding => ({ what, state: 'wrong', words });
