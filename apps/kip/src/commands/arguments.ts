import { InvalidArgumentError } from 'commander';

/** What the exit code of any command means. */
export const EXIT_CODES = `
Exit codes: 0 done; 1 done, and something is wrong with what was looked at;
2 the command or a setting is wrong; 3 it could not be done.`;

/** A number of the command line. */
export function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('give a whole number');
  return Number(text);
}

/** A number of things of which there must be one at least. */
export function some(text: string): number {
  const number = whole(text);
  if (number === 0) throw new InvalidArgumentError('give a whole number above 0');
  return number;
}
