import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The desk saves the reference data. What is given up has a day of end and stays, since reports name it;
 * and of each entry it is kept who saved it, and as what. The tables hold what is in force.
 */
export class ReferenceSaved1700000000030 implements MigrationInterface {
  name = 'ReferenceSaved1700000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whether citizens may file it themselves.
      ALTER TABLE streams ADD COLUMN citizens boolean NOT NULL DEFAULT true;
      UPDATE streams SET citizens = false WHERE code = 'data';
      -- The first day on which it is not in force any more.
      ALTER TABLE units ADD COLUMN until date;
      ALTER TABLE networks ADD COLUMN until date;
      ALTER TABLE categories ADD COLUMN until date;
      ALTER TABLE routing_rules ADD COLUMN until date;

      CREATE TABLE reference_revisions (
        kind text NOT NULL CHECK (kind IN ('stream', 'category', 'unit', 'network', 'rule')),
        code text NOT NULL,
        revision integer NOT NULL CHECK (revision > 0),
        body jsonb NOT NULL,
        -- NULL: before such was noted.
        saved_at timestamptz(3),
        -- NULL: a seed or the command line.
        saved_by text REFERENCES people,
        PRIMARY KEY (kind, code, revision)
      );
      CREATE TRIGGER reference_revision_stays BEFORE UPDATE OR DELETE ON reference_revisions
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();
      GRANT SELECT, INSERT ON reference_revisions TO kip_desk;
      GRANT SELECT ON reference_revisions TO kip_worker;
      GRANT INSERT, UPDATE ON streams, units, networks, categories, routing_rules TO kip_desk;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE INSERT, UPDATE ON streams, units, networks, categories, routing_rules FROM kip_desk;
      DROP TABLE reference_revisions;
      ALTER TABLE routing_rules DROP COLUMN until;
      ALTER TABLE categories DROP COLUMN until;
      ALTER TABLE networks DROP COLUMN until;
      ALTER TABLE units DROP COLUMN until;
      ALTER TABLE streams DROP COLUMN citizens;
    `);
  }
}
