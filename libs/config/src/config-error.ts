/** A setting that cannot be used: which one, and what to do. */
export class ConfigError extends Error {
  readonly code = 'bad_setting';
  constructor(name: string, value: string, remedy: string) {
    super(`${name}=${value}: ${remedy}`);
    this.name = 'ConfigError';
  }
}
