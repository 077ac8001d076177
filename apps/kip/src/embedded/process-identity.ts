import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from './embedded-error.js';

/**
 * One run of one process. Process ids are given out again, so the id alone does not say that it is
 * still the same one; `started` is an opaque mark of its start (empty where the system tells none).
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/**
 * State, command and start mark out of Linux's `/proc/<pid>/stat` (proc(5)). The command stands in
 * parentheses and may itself hold blanks and parentheses, so the last one closes it.
 *
 * @returns undefined when the text has another form
 */
export function parseProcStat(
  text: string,
): { command: string; state: string; started: string } | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  const fields = text.slice(close + 2).split(' ');
  const state = fields[0];
  const started = fields[19];
  if (state === undefined || started === undefined) return undefined;
  return { command: text.slice(open + 1, close), state, started };
}

const hasProc = existsSync('/proc/self/stat');

function readStat(pid: number): ReturnType<typeof parseProcStat> {
  try {
    return parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: 'lstart' | 'comm'): string {
  if (process.platform === 'win32') return '';
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

/** Asks the kernel with the empty signal; a process of another user counts as alive. */
function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * The run that now has this process id, or undefined when none is alive. A zombie counts as dead: in a
 * container whose first process does not reap, it would otherwise look alive for ever.
 */
export function identify(pid: number): ProcessIdentity | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0 || !answersSignal(pid)) return undefined;
  if (!hasProc) return { pid, started: ps(pid, 'lstart') };
  const stat = readStat(pid);
  // Alive but not shown: /proc mounted with hidepid.
  if (stat === undefined) return answersSignal(pid) ? { pid, started: '' } : undefined;
  return stat.state === 'Z' || stat.state === 'X' ? undefined : { pid, started: stat.started };
}

/** Whether exactly this run is still going on. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** Whether both name the same run. */
export function isSame(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.pid === b.pid && a.started === b.started;
}

/**
 * Whether the living process `pid` can be the Postgres server of this data folder: a server's working
 * folder is its data folder. Where that is hidden (root in a container without CAP_SYS_PTRACE, macOS)
 * the command's name decides.
 *
 * @param dataDir the real path, without links
 */
export function canBeServerOf(pid: number, dataDir: string): boolean {
  if (hasProc) {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === dataDir;
    } catch {
      const command = readStat(pid)?.command;
      return command === undefined || command === 'postgres';
    }
  }
  const command = ps(pid, 'comm');
  return command === '' || command.includes('postgres');
}
