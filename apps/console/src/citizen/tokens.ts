import { keptInTab } from '../shared/kept.js';

/** The token of a report, as long as this tab is open: a shared computer forgets it. */
export function tokenOf(code: string): string | null {
  return keptInTab.read(`kip-token ${code}`);
}

/** Keeps a report's token for this tab; null forgets it. */
export function keepToken(code: string, token: string | null): void {
  keptInTab.write(`kip-token ${code}`, token);
}
