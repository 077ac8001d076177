import { readFileSync } from 'node:fs';

const KIB_OF_MIB = 1024;

/** The most memory that a process of this machine ever held, in KiB; 0 where the system does not tell. */
function peakOf(pid: number): number {
  try {
    const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(peak ?? 0);
  } catch (error) {
    // No such file: the process has ended, or this is no Linux.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/**
 * The most resident memory, in whole MiB, of this process and of those given, each at its own worst
 * moment. What server processes share is counted for each, so the sum is never too small.
 */
export function peakRssMb(pids: readonly number[]): number {
  const own = process.resourceUsage().maxRSS;
  return Math.round(pids.map(peakOf).reduce((sum, peak) => sum + peak, own) / KIB_OF_MIB);
}
