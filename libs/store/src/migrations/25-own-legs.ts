import { type MigrationInterface, type QueryRunner } from 'typeorm';

const OF_THE_REPORT = 'EXISTS (SELECT FROM reports WHERE reports.id = facts.report_id)';

const OF_THE_NOTE = 'EXISTS (SELECT FROM reports WHERE reports.id = notes.report_id)';
const HOLDS_OR_HELD = `EXISTS (
  SELECT FROM legs WHERE legs.report_id = notes.report_id AND kip_in_scope('units', legs.unit_code))`;

/**
 * Units that held the same case one after the other are competitors: a leg's figures are those of its own
 * unit, and so is what its people write; what the desk writes for units is read by those that had not given
 * the case away by then.
 */
export class OwnLegs1700000000025 implements MigrationInterface {
  name = 'OwnLegs1700000000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY desk ON facts USING (
        (subject <> 'leg' OR kip_in_scope('units', unit_code)) AND ${OF_THE_REPORT}
      );
      ALTER TABLE notes ADD unit_code text REFERENCES units;
      ALTER TABLE notes DISABLE TRIGGER notes_append_only;
      UPDATE notes SET unit_code = people.unit_code FROM people
        WHERE people.code = notes.author_code AND people.role = 'unit_staff';
      ALTER TABLE notes ENABLE TRIGGER notes_append_only;
      ALTER POLICY desk ON notes USING (${OF_THE_NOTE}
        AND (kip_in_scope('insider', NULL) OR (for_units AND CASE WHEN unit_code IS NULL THEN EXISTS (
          SELECT FROM legs WHERE legs.report_id = notes.report_id AND kip_in_scope('units', legs.unit_code)
            AND (legs.end_kind IS NULL OR legs.end_kind NOT IN ('refused', 'transferred')
              OR legs.ended_at >= notes.at))
          ELSE kip_in_scope('units', unit_code) END)));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER POLICY desk ON facts USING (${OF_THE_REPORT});
      ALTER POLICY desk ON notes USING (${OF_THE_NOTE}
        AND (kip_in_scope('insider', NULL) OR (for_units AND ${HOLDS_OR_HELD})));
      ALTER TABLE notes DROP unit_code;`);
  }
}
