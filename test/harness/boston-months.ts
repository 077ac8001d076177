import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { type FigureGroup } from '#libs/dto';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What is counted of a department and a month. */
export interface MonthCounts {
  readonly unit: string;
  readonly month: string;
  readonly on_time: number;
  readonly late: number;
  readonly open_overdue: number;
  /** Of those closed, by the city's own flag; it says so of nothing that is late. */
  readonly flagged: number;
}

/**
 * The city's own file, loaded as it is, counted by department and month of receipt from its columns alone: a case
 * counts by its target, its closing and, where it says anything, its flag. Times are local in the file, and local
 * times are compared.
 *
 * @param asOf a local time after everything in the file
 */
export async function plainMonths(url: string, file: string, asOf: string): Promise<MonthCounts[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      CREATE TEMPORARY TABLE city (
        case_enquiry_id text, open_dt timestamp, target_dt timestamp, closed_dt timestamp, ontime text,
        case_status text, case_title text, subject text, reason text, type text, queue text, department text,
        neighborhood text, ward text, latitude text, longitude text, source text)`);
    const copied = client.query(
      copyFrom(`COPY city FROM STDIN WITH (FORMAT csv, HEADER true, NULL '')`),
    );
    await pipeline(createReadStream(file), copied);
    const { rows } = await client.query<MonthCounts>(
      `SELECT department AS unit, to_char(open_dt, 'YYYY-MM') AS month,
         count(*) FILTER (WHERE closed_dt <= target_dt)::int AS on_time,
         count(*) FILTER (WHERE closed_dt > target_dt)::int AS late,
         count(*) FILTER (WHERE closed_dt IS NULL AND target_dt < $1)::int AS open_overdue,
         count(*) FILTER (WHERE closed_dt IS NOT NULL AND ontime = 'ONTIME')::int AS flagged
       FROM city WHERE target_dt IS NOT NULL GROUP BY 1, 2 ORDER BY department COLLATE "C", 2`,
      [asOf],
    );
    return rows;
  } finally {
    await client.end();
  }
}

/** The same of the figures' groups by unit and month, those in which no rate counts anything left out. */
export function monthsOf(groups: readonly FigureGroup[]): Omit<MonthCounts, 'flagged'>[] {
  return groups
    .map(({ values: [unit, month], counts: { on_time, late, open_overdue } }) => ({
      ...{ unit: unit?.label.vi ?? '', month: month?.value ?? '' },
      ...{ on_time, late, open_overdue },
    }))
    .filter(({ on_time, late, open_overdue }) => on_time + late + open_overdue > 0)
    .sort((a, b) => (`${a.unit} ${a.month}` < `${b.unit} ${b.month}` ? -1 : 1));
}
