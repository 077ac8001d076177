import { type MigrationInterface, type QueryRunner } from 'typeorm';

const FIGURES = [
  ...['all', 'on_time', 'late', 'open_overdue', 'open_in_time', 'no_deadline'],
  ...['rejected', 'duplicate', 'withdrawn', 'spam', 'outside', 'paused', 'reopened', 'corrected'],
  ...[
    'asked',
    'rated',
    'satisfied',
    'acceptable',
    'not_satisfied',
    'refused',
    'transferred',
    'ended',
  ],
];

/**
 * Figures that are kept: a tally for each report and each leg, and their sums by day and by month. Whoever
 * writes facts leaves a mark, in the same transaction; what is marked is counted from the facts themselves
 * until somebody has carried it into the tallies, so that the sum is exact at every instant.
 */
export class Figures1700000000026 implements MigrationInterface {
  name = 'Figures1700000000026';

  async up(runner: QueryRunner): Promise<void> {
    const sums = FIGURES.map((name) => `"${name}" integer NOT NULL`).join(', ');
    await runner.query(`
      ALTER TABLE facts ADD answer_minutes integer, ADD work_minutes integer;
      CREATE TABLE fact_marks (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        report_id uuid NOT NULL
      );

      CREATE TABLE tallies (
        subject_id uuid PRIMARY KEY,
        subject text NOT NULL CHECK (subject IN ('report', 'leg')),
        report_id uuid NOT NULL,
        stream_code text NOT NULL,
        category_code text,
        area_code text,
        network_code text,
        unit_code text,
        channel text NOT NULL,
        received_at timestamptz(3) NOT NULL,
        -- In the time zone of the stream.
        received_on date NOT NULL,
        promised_on date,
        class text NOT NULL,
        stopped boolean NOT NULL,
        reopened boolean NOT NULL,
        corrected boolean NOT NULL,
        refused boolean NOT NULL,
        transferred boolean NOT NULL,
        ended_once boolean NOT NULL,
        asked smallint NOT NULL,
        rated smallint NOT NULL,
        satisfied smallint NOT NULL,
        acceptable smallint NOT NULL,
        not_satisfied smallint NOT NULL,
        cycle_number integer NOT NULL,
        due_at timestamptz(3),
        ended_at timestamptz(3),
        -- Working minutes to the first answer, and to the last result.
        answered_in integer,
        worked_in integer,
        -- When it last became another one.
        folded_at timestamptz(3) NOT NULL
      ) WITH (fillfactor = 85);
      CREATE INDEX tallies_report ON tallies (report_id);
      CREATE INDEX tallies_folded ON tallies (folded_at);
      CREATE INDEX tallies_received ON tallies (subject, received_at, subject_id);
      CREATE INDEX tallies_class ON tallies (subject, class, received_at, subject_id);

      -- No value is the empty text: a key has no NULL.
      CREATE TABLE cubes (
        kind text NOT NULL CHECK (kind IN ('unit', 'area', 'category')),
        subject text NOT NULL,
        cohort text NOT NULL CHECK (cohort IN ('received', 'due')),
        grain text NOT NULL CHECK (grain IN ('day', 'month')),
        day date NOT NULL,
        stream_code text NOT NULL,
        network_code text NOT NULL,
        key text NOT NULL,
        ${sums},
        PRIMARY KEY (kind, subject, cohort, grain, day, stream_code, network_code, key)
      ) WITH (fillfactor = 60);

      -- What has fallen due and nobody has noticed: next to nothing, while somebody ticks.
      CREATE INDEX facts_unnoticed ON facts (due_at)
        WHERE ended_at IS NULL AND breached_at IS NULL AND NOT stopped;

      CREATE FUNCTION kip_mark_facts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO fact_marks (report_id) SELECT DISTINCT report_id FROM changed;
        RETURN NULL;
      END $$;
      CREATE TRIGGER facts_inserted AFTER INSERT ON facts REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION kip_mark_facts();
      CREATE TRIGGER facts_updated AFTER UPDATE ON facts REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION kip_mark_facts();
      CREATE TRIGGER facts_deleted AFTER DELETE ON facts REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION kip_mark_facts();
      CREATE FUNCTION kip_mark_zone() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO fact_marks (report_id) SELECT DISTINCT report_id FROM facts WHERE stream_code = NEW.code;
        RETURN NULL;
      END $$;
      CREATE TRIGGER streams_moved AFTER UPDATE OF zone ON streams FOR EACH ROW
        WHEN (OLD.zone <> NEW.zone) EXECUTE FUNCTION kip_mark_zone();

      GRANT SELECT ON fact_marks, tallies, cubes TO kip_desk, kip_worker;
      GRANT INSERT, UPDATE, DELETE ON tallies, cubes TO kip_worker;
      GRANT INSERT, DELETE ON fact_marks TO kip_worker;
      ALTER TABLE tallies ENABLE ROW LEVEL SECURITY;
      ALTER TABLE tallies FORCE ROW LEVEL SECURITY;
      ALTER TABLE cubes ENABLE ROW LEVEL SECURITY;
      ALTER TABLE cubes FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON tallies TO kip_worker USING (true);
      CREATE POLICY machine ON cubes TO kip_worker USING (true);
      -- Once for a statement, and not for each of a million rows.
      CREATE POLICY desk ON tallies FOR SELECT TO kip_desk USING (
        CASE WHEN (SELECT '*' = ANY (kip_scope('units'))) THEN
          ((SELECT '*' = ANY (kip_scope('streams'))) OR stream_code = ANY ((SELECT kip_scope('streams'))::text[]))
          AND ((SELECT '*' = ANY (kip_scope('areas'))) OR area_code = ANY ((SELECT kip_scope('areas'))::text[]))
        ELSE EXISTS (SELECT FROM reports WHERE reports.id = tallies.report_id)
          AND (subject <> 'leg' OR unit_code = ANY ((SELECT kip_scope('units'))::text[]))
        END);
      -- A sum cannot be seen in part.
      CREATE POLICY desk ON cubes FOR SELECT TO kip_desk USING (
        (SELECT '*' = ANY (kip_scope('units'))) AND (SELECT '*' = ANY (kip_scope('areas')))
        AND ((SELECT '*' = ANY (kip_scope('streams'))) OR stream_code = ANY ((SELECT kip_scope('streams'))::text[])));

      INSERT INTO fact_marks (report_id) SELECT DISTINCT report_id FROM facts;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER streams_moved ON streams;
      DROP TRIGGER facts_inserted ON facts; DROP TRIGGER facts_updated ON facts; DROP TRIGGER facts_deleted ON facts;
      DROP FUNCTION kip_mark_zone, kip_mark_facts;
      DROP INDEX facts_unnoticed;
      DROP TABLE cubes, tallies, fact_marks;
      ALTER TABLE facts DROP answer_minutes, DROP work_minutes;
    `);
  }
}
