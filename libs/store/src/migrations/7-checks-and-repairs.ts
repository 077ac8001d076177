import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * A check of the invariants remembers up to where it has looked; what was repaired is written down;
 * and the tick leaves a trace, so that a breach that nobody noticed can be told from a clock that
 * stood still.
 */
export class ChecksAndRepairs1700000000007 implements MigrationInterface {
  name = 'ChecksAndRepairs1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row: the newest check, whole in itself, however many run at once.
      CREATE TABLE check_mark (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        -- The server and the database on it: on any other one a transaction's number means nothing.
        place text NOT NULL,
        -- Whatever transactions before this one have written has been looked at.
        looked_before xid8 NOT NULL,
        -- Seals up to this one verify; 0: none has been looked at.
        seal bigint NOT NULL CHECK (seal >= 0),
        seal_hash bytea,
        -- Reports to be looked at again, changed or not: something was broken there.
        broken uuid[] NOT NULL,
        checked_at timestamptz(3) NOT NULL,
        whole_at timestamptz(3) NOT NULL,
        CHECK ((seal = 0) = (seal_hash IS NULL))
      );

      CREATE TABLE repairs (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        invariant text NOT NULL,
        mended text NOT NULL CHECK (mended IN ('next_act', 'delivery', 'facts')),
        -- What stood there, and what was put in its place.
        before jsonb NOT NULL,
        after jsonb NOT NULL,
        -- By the installation's clock, as everything that is told of a report.
        at timestamptz(3) NOT NULL,
        by_whom text NOT NULL,
        database_user text NOT NULL DEFAULT session_user
      );
      CREATE INDEX repairs_report ON repairs (report_id);
      CREATE TRIGGER repairs_append_only BEFORE UPDATE OR DELETE ON repairs
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();

      -- Since when ticks have followed each other, and the last one, by the installation's clock.
      CREATE TABLE tick_alive (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        since timestamptz(3) NOT NULL,
        last timestamptz(3) NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE ON tick_alive TO kip_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE tick_alive, repairs, check_mark;');
  }
}
