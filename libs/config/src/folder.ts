import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from './config-error.js';

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}

/** One level at a time: Node's own recursive way never ends below /proc on some systems. */
function make(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return;
    const parent = path.dirname(folder);
    if (code !== 'ENOENT' || parent === folder) throw error;
    make(parent);
    mkdirSync(folder);
  }
}

/**
 * Makes the folder of an installation, and those above it, where they are missing.
 * @throws ConfigError naming KIP_HOME where that cannot be
 */
export function makeHome(home: string): void {
  try {
    make(home);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError('KIP_HOME', home, `give a folder that this user can make (${why})`);
  }
}
