import { type FiguresBody } from '#libs/dto';
import { type Copied } from './copy.js';

/** How the rates are told. */
export type Grouping = 'total' | 'by_unit' | 'by_category';

/** The rates of one side: reports by their promises, and units' legs by their own dues. */
export type Rates = Readonly<Record<Grouping, FiguresBody>>;

/** What a simulation comes to. */
export interface Simulated {
  readonly policies: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly as_of: Date;
  readonly copied: Copied;
  readonly was: Rates;
  readonly would_be: Rates;
}
