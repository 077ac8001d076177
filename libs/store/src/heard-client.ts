import { Client, type ClientConfig } from 'pg';

/**
 * A connection for pools that are not ours. That it was lost is told to whoever asks it next, or to its
 * pool; an event that comes in between, and that nobody heard, would end the process.
 */
export class HeardClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
