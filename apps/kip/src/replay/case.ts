import { type Step } from '#libs/domain';
import { type Filing } from '#libs/pipeline';

/** A filing whose receipt another system tells of. */
export type ToldFiling = Filing & { readonly told: NonNullable<Filing['told']> };

/** One case of a file: its receipt, what was done to it and when, and what the source says of it. */
export interface Case {
  readonly line: number;
  readonly externalId: string;
  readonly filing: ToldFiling;
  /** The unit that had it: where an operator sends it when the router leaves it to a person. */
  readonly unitCode: string | null;
  /** By instant, earliest first, none before the receipt. */
  readonly steps: readonly Step[];
  /** The source's own word on whether it was in time; null where the format has none. */
  readonly flag: string | null;
}
