import { type Config } from '#libs/config';

/** By which ways this installation writes to citizens; what it does not have is not offered. */
export class Ways {
  constructor(
    readonly mail: boolean,
    readonly phone = false,
  ) {}
}

/** The same, of an installation's settings. */
export function waysOf({ mail, texts }: Pick<Config, 'mail' | 'texts'>): Ways {
  return new Ways(mail.server !== null, texts !== null);
}
