import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A report with its cycles, legs and history; who sent it is kept apart. */
export class Reports1700000000003 implements MigrationInterface {
  name = 'Reports1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE EXTENSION IF NOT EXISTS cube;
      CREATE EXTENSION IF NOT EXISTS earthdistance;

      CREATE TABLE reports (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        version integer NOT NULL,
        state text NOT NULL,
        stream_code text NOT NULL REFERENCES streams,
        category_code text REFERENCES categories,
        area_code text REFERENCES areas,
        network_code text REFERENCES networks,
        priority text NOT NULL,
        channel text NOT NULL,
        received_at timestamptz(3) NOT NULL,
        suggested_unit_code text REFERENCES units,
        parent_id uuid REFERENCES reports,
        merged_into_id uuid REFERENCES reports,
        open_children integer NOT NULL CHECK (open_children >= 0),
        text text NOT NULL,
        lat double precision,
        lon double precision,
        address text,
        form jsonb NOT NULL,
        search_text text NOT NULL,
        token_hash text UNIQUE,
        unit_code text REFERENCES units,
        due_at timestamptz(3),
        next_action_at timestamptz(3),
        updated_at timestamptz(3) NOT NULL,
        CHECK ((lat IS NULL) = (lon IS NULL)),
        -- Invariant I3: nothing open is left without a next act.
        CONSTRAINT open_has_next_act CHECK (next_action_at IS NOT NULL OR state IN ('closed', 'rejected', 'duplicate', 'withdrawn'))
      );
      CREATE INDEX reports_due ON reports (next_action_at) WHERE next_action_at IS NOT NULL;
      CREATE INDEX reports_received ON reports (received_at, id);
      CREATE INDEX reports_by_due ON reports (due_at, id) WHERE due_at IS NOT NULL;
      CREATE INDEX reports_unit ON reports (unit_code, received_at) WHERE unit_code IS NOT NULL;
      CREATE INDEX reports_category ON reports (category_code, received_at);
      CREATE INDEX reports_parent ON reports (parent_id) WHERE parent_id IS NOT NULL;
      CREATE INDEX reports_search ON reports USING gin (search_text gin_trgm_ops);
      CREATE INDEX reports_place ON reports USING gist (ll_to_earth(lat, lon)) WHERE lat IS NOT NULL;

      CREATE TABLE contacts (
        report_id uuid PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
        name text, phone text, email text, address text,
        show_identity boolean NOT NULL DEFAULT false
      );

      CREATE TABLE cycles (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        number integer NOT NULL,
        started_at timestamptz(3) NOT NULL,
        policy_revision text NOT NULL REFERENCES policy_revisions,
        calendar_revision text NOT NULL REFERENCES calendar_revisions,
        original_due_at timestamptz(3),
        due_at timestamptz(3),
        due_revision integer NOT NULL,
        ended_at timestamptz(3),
        breached_at timestamptz(3),
        corrected boolean NOT NULL,
        promise_fixed boolean NOT NULL,
        respond_due_at timestamptz(3),
        responded_at timestamptz(3),
        respond_breached_at timestamptz(3),
        triage_since timestamptz(3) NOT NULL,
        offer_expires_at timestamptz(3),
        refusals integer NOT NULL,
        end_kind text,
        rating text,
        UNIQUE (report_id, number),
        CHECK ((ended_at IS NULL) = (end_kind IS NULL))
      );
      CREATE TABLE legs (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        number integer NOT NULL,
        cycle_number integer NOT NULL,
        unit_code text NOT NULL REFERENCES units,
        person_code text REFERENCES people,
        final boolean NOT NULL,
        started_at timestamptz(3) NOT NULL,
        policy_revision text NOT NULL REFERENCES policy_revisions,
        calendar_revision text NOT NULL REFERENCES calendar_revisions,
        original_due_at timestamptz(3),
        due_at timestamptz(3),
        due_revision integer NOT NULL,
        ended_at timestamptz(3),
        breached_at timestamptz(3),
        corrected boolean NOT NULL,
        end_kind text,
        UNIQUE (report_id, number),
        CHECK ((ended_at IS NULL) = (end_kind IS NULL))
      );
      CREATE INDEX legs_unit ON legs (unit_code, report_id);
      CREATE TABLE pauses (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        leg_id uuid NOT NULL REFERENCES legs,
        reason text NOT NULL,
        stops_clock boolean NOT NULL,
        started_at timestamptz(3) NOT NULL,
        until timestamptz(3) NOT NULL,
        ended_at timestamptz(3)
      );
      CREATE INDEX pauses_report ON pauses (report_id);
      CREATE TABLE extensions (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        leg_id uuid NOT NULL REFERENCES legs,
        asked_at timestamptz(3) NOT NULL,
        asked_due_at timestamptz(3) NOT NULL,
        reason text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('open', 'granted', 'denied', 'expired')),
        decided_at timestamptz(3)
      );
      CREATE INDEX extensions_report ON extensions (report_id);

      -- A breach is stored once, however many see it: the key says so.
      CREATE TABLE alarms (
        subject text NOT NULL CHECK (subject IN ('cycle', 'leg')),
        subject_id uuid NOT NULL,
        due_revision integer NOT NULL,
        milestone text NOT NULL CHECK (milestone IN ('triage', 'respond', 'resolve')),
        kind text NOT NULL CHECK (kind IN ('warning', 'breach', 'escalation')),
        level integer NOT NULL,
        report_id uuid NOT NULL REFERENCES reports,
        tell text,
        occurred_at timestamptz(3) NOT NULL,
        noticed_at timestamptz(3) NOT NULL,
        PRIMARY KEY (subject_id, due_revision, milestone, kind, level)
      );
      CREATE INDEX alarms_report ON alarms (report_id);

      CREATE TABLE events (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        version integer NOT NULL,
        kind text NOT NULL,
        from_state text NOT NULL,
        to_state text NOT NULL,
        at timestamptz(3) NOT NULL,
        actor_role text NOT NULL,
        actor_person text REFERENCES people,
        data jsonb NOT NULL,
        UNIQUE (report_id, version)
      );
      CREATE FUNCTION kip_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'history is append-only' USING HINT = 'record a correction instead';
      END $$;
      CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();

      CREATE TABLE ratings (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        cycle_number integer NOT NULL,
        value text NOT NULL CHECK (value IN ('satisfied', 'acceptable', 'not_satisfied')),
        comment text,
        rated_at timestamptz(3) NOT NULL
      );
      CREATE INDEX ratings_report ON ratings (report_id, rated_at);
      CREATE TABLE attachments (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        kind text NOT NULL CHECK (kind IN ('before', 'after')),
        media_type text NOT NULL,
        bytes integer NOT NULL CHECK (bytes > 0),
        sha256 text NOT NULL,
        added_at timestamptz(3) NOT NULL
      );
      CREATE INDEX attachments_report ON attachments (report_id);
      CREATE TABLE links (
        report_id uuid NOT NULL REFERENCES reports,
        other_id uuid NOT NULL REFERENCES reports,
        kind text NOT NULL CHECK (kind IN ('repeat', 'related')),
        PRIMARY KEY (report_id, other_id),
        CHECK (report_id <> other_id)
      );
      CREATE TABLE corrections (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        instant text NOT NULL CHECK (instant IN ('ended_at', 'started_at')),
        to_instant timestamptz(3) NOT NULL,
        reason text NOT NULL,
        asked_by text NOT NULL REFERENCES people,
        asked_at timestamptz(3) NOT NULL,
        confirmed_by text REFERENCES people,
        confirmed_at timestamptz(3),
        CHECK (confirmed_by <> asked_by)
      );
      CREATE INDEX corrections_report ON corrections (report_id);

      CREATE TABLE idempotency_keys (
        client text NOT NULL,
        key_hash text NOT NULL,
        body_hash text NOT NULL,
        report_id uuid NOT NULL REFERENCES reports,
        at timestamptz(3) NOT NULL,
        PRIMARY KEY (client, key_hash)
      );

      -- Codes come from one sequence for each stream and year; gaps are allowed, repeats are not.
      CREATE FUNCTION kip_next_numbers(prefix text, year integer, many integer) RETURNS SETOF bigint
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE name text := format('code_%s_%s', lower(prefix), year);
      BEGIN
        IF prefix !~ '^[A-Z]{2}$' OR year NOT BETWEEN 1900 AND 2999 OR many NOT BETWEEN 1 AND 10000 THEN
          RAISE EXCEPTION 'no code sequence for % %', prefix, year;
        END IF;
        IF to_regclass(name) IS NULL THEN
          PERFORM pg_advisory_xact_lock(hashtext('kip.sequence'));
          EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I', name);
        END IF;
        RETURN QUERY EXECUTE format('SELECT nextval(%L) FROM generate_series(1, $1)', name) USING many;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION kip_next_numbers;
      DROP TABLE idempotency_keys, corrections, links, attachments, ratings, events, alarms, extensions,
        pauses, legs, cycles, contacts, reports;
      DROP FUNCTION kip_append_only;
    `);
  }
}
