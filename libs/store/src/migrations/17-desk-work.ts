import { type MigrationInterface, type QueryRunner } from 'typeorm';

const OF_THE_DESK = ['notes', 'mentions', 'presences', 'templates', 'saved_views'];

/**
 * A day's work at the desk: notes that no reporter sees, mentions, texts to answer with, saved views, who
 * looks at what, and the indexes by which each inbox finds its cases. Workers and intake know none of it.
 */
export class DeskWork1700000000017 implements MigrationInterface {
  name = 'DeskWork1700000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION kip_is_me(person text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT person = nullif(current_setting('kip.person', true), '')
      $$;

      CREATE TABLE notes (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        author_code text NOT NULL REFERENCES people,
        for_units boolean NOT NULL,
        text text NOT NULL,
        at timestamptz(3) NOT NULL
      );
      CREATE INDEX notes_report ON notes (report_id, id);
      CREATE TRIGGER notes_append_only BEFORE UPDATE ON notes
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();
      CREATE TABLE mentions (
        id uuid PRIMARY KEY,
        note_id uuid NOT NULL REFERENCES notes,
        report_id uuid NOT NULL REFERENCES reports,
        person_code text NOT NULL REFERENCES people,
        read_at timestamptz(3),
        UNIQUE (note_id, person_code)
      );
      CREATE INDEX mentions_person ON mentions (person_code, (read_at IS NULL), id);

      -- Who has a case open, for less than a minute: nothing is lost with it, so it is not logged.
      CREATE UNLOGGED TABLE presences (
        report_id uuid NOT NULL REFERENCES reports,
        person_code text NOT NULL REFERENCES people,
        at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (report_id, person_code)
      );
      CREATE INDEX presences_at ON presences (at);

      CREATE TABLE templates (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        search_name text NOT NULL,
        text_vi text NOT NULL,
        text_en text,
        actions text[] NOT NULL CHECK (cardinality(actions) > 0),
        stream_code text REFERENCES streams,
        unit_code text REFERENCES units,
        saved_by text NOT NULL REFERENCES people,
        saved_at timestamptz(3) NOT NULL
      );
      CREATE INDEX templates_name ON templates (search_name, id);

      CREATE TABLE saved_views (
        id uuid PRIMARY KEY,
        person_code text NOT NULL REFERENCES people,
        name text NOT NULL,
        shared boolean NOT NULL,
        query jsonb NOT NULL,
        saved_at timestamptz(3) NOT NULL
      );
      CREATE INDEX saved_views_person ON saved_views (person_code);
      CREATE INDEX saved_views_shared ON saved_views (id) WHERE shared;

      GRANT SELECT, INSERT ON notes TO kip_desk;
      GRANT SELECT, INSERT, UPDATE ON mentions TO kip_desk;
      GRANT SELECT, INSERT, UPDATE, DELETE ON presences, templates, saved_views TO kip_desk;
      GRANT SELECT ON presences TO kip_worker;

      -- A unit reads what is written for units, where it holds or held the case; an offer is not enough.
      CREATE POLICY desk ON notes TO kip_desk USING (
        EXISTS (SELECT FROM reports WHERE reports.id = notes.report_id)
        AND (kip_in_scope('insider', NULL) OR (for_units AND EXISTS (
          SELECT FROM legs WHERE legs.report_id = notes.report_id AND kip_in_scope('units', legs.unit_code)))));
      CREATE POLICY mine ON mentions TO kip_desk USING (kip_is_me(person_code)
        AND EXISTS (SELECT FROM notes WHERE notes.id = mentions.note_id)) WITH CHECK (true);
      CREATE POLICY machine ON presences FOR SELECT TO kip_worker USING (true);
      CREATE POLICY desk ON presences TO kip_desk
        USING (EXISTS (SELECT FROM reports WHERE reports.id = presences.report_id))
        WITH CHECK (kip_is_me(person_code));
      CREATE POLICY desk ON templates TO kip_desk USING (
        (stream_code IS NULL OR kip_in_scope('streams', stream_code))
        AND (unit_code IS NULL OR kip_in_scope('units', unit_code)));
      CREATE POLICY seen ON saved_views FOR SELECT TO kip_desk USING (shared OR kip_is_me(person_code));
      CREATE POLICY added ON saved_views FOR INSERT TO kip_desk WITH CHECK (kip_is_me(person_code));
      CREATE POLICY changed ON saved_views FOR UPDATE TO kip_desk USING (kip_is_me(person_code));
      CREATE POLICY taken_away ON saved_views FOR DELETE TO kip_desk
        USING (shared OR kip_is_me(person_code));

      CREATE INDEX reports_triage ON reports (due_at, id) WHERE state IN ('received', 'in_review');
      CREATE INDEX reports_on_offer ON reports (due_at, id) WHERE state = 'offered';
      CREATE INDEX legs_of_person ON legs (person_code, due_at) WHERE ended_at IS NULL AND person_code IS NOT NULL;
      CREATE INDEX legs_of_unit_open ON legs (unit_code, due_at) WHERE ended_at IS NULL;
      CREATE INDEX legs_committed ON legs (committed_to) WHERE ended_at IS NULL AND committed_to IS NOT NULL;
      CREATE INDEX cycles_to_respond ON cycles (respond_due_at)
        WHERE ended_at IS NULL AND responded_at IS NULL AND respond_due_at IS NOT NULL;
      CREATE INDEX cycles_open ON cycles (due_at) WHERE ended_at IS NULL;
      CREATE INDEX cycles_breached_open ON cycles (due_at) WHERE ended_at IS NULL AND breached_at IS NOT NULL;
      CREATE INDEX extensions_open ON extensions (asked_at) WHERE outcome = 'open';
    `);
    for (const table of OF_THE_DESK) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX extensions_open, cycles_breached_open, cycles_open, cycles_to_respond, legs_committed,
        legs_of_unit_open, legs_of_person, reports_on_offer, reports_triage;
      DROP TABLE saved_views, templates, presences, mentions, notes;
      DROP FUNCTION kip_is_me;
    `);
  }
}
