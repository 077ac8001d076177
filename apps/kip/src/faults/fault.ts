import { type CrashPoint } from '#libs/config';
import { type FaultEngine, type FaultName } from './names.js';
import { type World } from './world.js';

/** How much of a fault is inflicted. */
export interface Dose {
  /** Reports that are filed meanwhile. */
  readonly reports: number;
  /** How often the fault strikes, in the measure of random kills; others take a share of it. */
  readonly kills: number;
  /** Of the named points, these. */
  readonly points: readonly CrashPoint[];
}

/** What came of a fault, besides what the audit finds. */
export interface Inflicted {
  /** Processes killed. */
  readonly kills: number;
  /** How often the fault struck. */
  readonly times: number;
  /** What should not have been, in words. */
  readonly violations: readonly string[];
  /** Figures of this fault's own. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** One way in which things go wrong while reports are filed. */
export interface Fault {
  readonly name: FaultName;
  /** In a few words, for the table. */
  readonly what: string;
  /** Where it can happen; both unless given. */
  readonly engine?: FaultEngine;
  /** Ends when nothing goes wrong any more and every app runs as usual. */
  inflict(world: World, dose: Dose): Promise<Inflicted>;
}

/** A share of the kills asked for, at least one. */
export const shareOf = ({ kills }: Dose, part: number): number =>
  Math.max(1, Math.round(kills * part));
