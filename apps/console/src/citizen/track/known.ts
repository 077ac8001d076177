import { type Schema } from '../../api/client.js';

/** A report and how its reporter sees it: by its token, or, where that is null, signed in. */
export interface Known {
  readonly report: Schema<'CitizenReport'>;
  readonly token: string | null;
}
