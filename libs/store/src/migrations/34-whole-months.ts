import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Sums of whole months over all streams and networks: a year of all units is asked for by whoever supervises
 * all, several times an hour, and was added up from five rows for each that is needed. Row security shows them to
 * whoever sees every stream, for no stream is called `*`.
 */
export class WholeMonths1700000000034 implements MigrationInterface {
  name = 'WholeMonths1700000000034';

  async up(runner: QueryRunner): Promise<void> {
    const columns = (await runner.query(
      `SELECT column_name AS name FROM information_schema.columns
       WHERE table_schema = current_schema() AND table_name = 'cubes' AND data_type = 'integer'
       ORDER BY ordinal_position`,
    )) as readonly { readonly name: string }[];
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const sums = columns.map(({ name }) => `sum("${name}")`).join(', ');
    await runner.query(`
      ALTER TABLE cubes DROP CONSTRAINT cubes_grain_check,
        ADD CONSTRAINT cubes_grain_check CHECK (grain IN ('day', 'month', 'whole'));
      INSERT INTO cubes (kind, subject, cohort, grain, day, stream_code, network_code, key, ${names})
        SELECT kind, subject, cohort, 'whole', day, '*', '*', key, ${sums} FROM cubes WHERE grain = 'month'
        GROUP BY kind, subject, cohort, day, key;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM cubes WHERE grain = 'whole';
      ALTER TABLE cubes DROP CONSTRAINT cubes_grain_check,
        ADD CONSTRAINT cubes_grain_check CHECK (grain IN ('day', 'month'));
    `);
  }
}
