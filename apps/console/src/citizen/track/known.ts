import { type Schema } from '../../api/client.js';

/** A report and the token by which its reporter sees it. */
export interface Known {
  readonly report: Schema<'CitizenReport'>;
  readonly token: string;
}
