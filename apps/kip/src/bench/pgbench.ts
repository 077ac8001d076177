import { spawn, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ENTER, type Store, keepParameters } from '#libs/store';
import { type Statement } from './statements.js';

/** Whether `pgbench` is on this machine. */
export function hasPgbench(): boolean {
  return spawnSync('pgbench', ['--version']).status === 0;
}

/** A parameter as Postgres reads it from text. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return JSON.stringify(value);
  const items = value.map((item) => {
    const text = asText(item);
    return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${items.join(',')}}`;
}

/**
 * The statements as a script of pgbench: word for word, but that each parameter is read from a table
 * by its number, since pgbench has nowhere else to keep them.
 */
function scriptOf(statements: readonly Statement[], each: number): string {
  const lines = [`\\set k :k + 1`, `\\set n :client_id * ${each} + :k`, 'BEGIN;'];
  lines.push(`${ENTER.replace('$1', `'kip_worker'`).replace(/\$\d/g, `''`)};`);
  statements.forEach(({ sql }, step) => {
    const own = sql.replace(
      /\$(\d+)/g,
      `(SELECT p[$1] FROM bench_parameters WHERE n = :n AND step = ${step})`,
    );
    lines.push(`${own};`);
  });
  return [...lines, 'COMMIT;'].map((line) => line.replace(/\s+/g, ' ')).join('\n');
}

/**
 * Runs the same transactions with pgbench, prepared, as many clients at once.
 * @param all of reports in turn; every client takes as many of them
 * @param folder for the script
 * @returns transactions a second
 */
export async function runPgbench(
  store: Store,
  database: string,
  all: readonly (readonly Statement[])[],
  clients: number,
  folder: string,
): Promise<number> {
  const each = Math.floor(all.length / clients);
  await keepParameters(
    store,
    all.flatMap((own, index) =>
      own.map(({ parameters }, step) => ({ n: index + 1, step, p: parameters.map(asText) })),
    ),
  );
  const script = path.join(folder, 'routing.sql');
  await writeFile(script, scriptOf(all[0] ?? [], each));
  const { hostname, port, username, password, pathname } = new URL(database);
  const args = [
    ...['-h', hostname, '-p', port, '-U', username, '-n', '-M', 'prepared', '-f', script],
    ...['-c', String(clients), '-j', '1', '-t', String(each), '-D', 'k=0', pathname.slice(1)],
  ];
  const child = spawn('pgbench', args, {
    env: { ...process.env, PGPASSWORD: decodeURIComponent(password) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  const tps = Number(/tps = ([\d.]+) \(without initial/.exec(said)?.[1] ?? Number.NaN);
  if (Number.isNaN(tps) || /error|aborted/i.test(said)) throw new Error(`pgbench: ${said}`);
  return tps;
}
