import { readFileSync } from 'node:fs';

/**
 * The most memory that this process has held, in bytes. Linux counts what the parent held at the fork
 * into the usage of a process, so there its own book is read.
 */
export function peakMemory(): number {
  if (process.platform === 'linux') {
    const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kib !== undefined) return Number(kib) * 1_024;
  }
  return process.resourceUsage().maxRSS * 1_024;
}
