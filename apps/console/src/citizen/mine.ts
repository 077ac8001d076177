import { keptForGood } from '../shared/kept.js';

/** A report that was filed with this device. */
export interface MyReport {
  readonly code: string;
  readonly token: string;
  readonly receivedAt: string;
}

const NAME = 'kip-mine';
const MOST = 50;

/** What was filed with this device, the newest first. */
export function myReports(): readonly MyReport[] {
  try {
    return JSON.parse(keptForGood.read(NAME) ?? '[]') as MyReport[];
  } catch {
    // Not written by this program.
    return [];
  }
}

export function addMine(report: MyReport): void {
  const others = myReports().filter(({ code }) => code !== report.code);
  keptForGood.write(NAME, JSON.stringify([report, ...others].slice(0, MOST)));
}
