import { myReports } from './mine.js';
import { keptInTab } from '../shared/kept.js';

/** The token of a report that was opened in this tab, or filed with this device. */
export function tokenOf(code: string): string | null {
  const inTab = keptInTab.read(`kip-token ${code}`);
  return inTab ?? myReports().find((report) => report.code === code)?.token ?? null;
}

/** Keeps a report's token for this tab; null forgets it. */
export function keepToken(code: string, token: string | null): void {
  keptInTab.write(`kip-token ${code}`, token);
}

/** How a request names a report: by its token, or, where it is null, as whoever is signed in. */
export function reportKey(code: string, token: string | null) {
  return { path: { code }, ...(token !== null && { header: { 'Tracking-Token': token } }) };
}
