import { type Step } from '#libs/domain';
import { type ToldFiling } from '#libs/pipeline';

/** One case of a file: its receipt, what was done to it and when, and what the source says of it. */
export interface Case {
  readonly line: number;
  readonly externalId: string;
  readonly filing: ToldFiling;
  /** The unit to which an operator sends it at once where the router leaves it to a person. */
  readonly unitCode: string | null;
  /** By instant, earliest first, none before the receipt. */
  readonly steps: readonly Step[];
  /** The source's own word on whether it was in time; null where the format has none. */
  readonly flag: string | null;
}
