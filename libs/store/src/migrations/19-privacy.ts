import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What a person may demand: to know what is kept of them, and to have it erased. What was erased leaves a
 * tombstone. The chain of seals is made over hashes that stand beside it, so it still verifies; an
 * event that was erased is known by its tombstone, and by nothing else.
 */
export class Privacy1700000000019 implements MigrationInterface {
  name = 'Privacy1700000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erasures (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        at timestamptz(3) NOT NULL,
        -- The administrator; null: the time was up.
        by_code text,
        reason text NOT NULL,
        UNIQUE (report_id, id)
      );
      CREATE INDEX erasures_report ON erasures (report_id);
      CREATE TRIGGER erasures_append_only BEFORE UPDATE OR DELETE ON erasures
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();
      -- Each time that an event lost something: what it was sealed as, and what it is since.
      CREATE TABLE erased_events (
        event_id uuid NOT NULL REFERENCES events,
        erasure_id uuid NOT NULL REFERENCES erasures,
        sealed_hash bytea,
        hash bytea NOT NULL,
        PRIMARY KEY (event_id, erasure_id)
      );
      CREATE TRIGGER erased_events_append_only BEFORE UPDATE OR DELETE ON erased_events
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();

      -- Whether an event is as it was sealed, but for what was erased of it with a tombstone.
      CREATE FUNCTION kip_event_stands(e events, sealed bytea) RETURNS boolean LANGUAGE sql STABLE
        SET search_path = public AS $$
        SELECT kip_event_hash(e) = sealed OR EXISTS (
          SELECT FROM erased_events x WHERE x.event_id = e.id AND x.hash = kip_event_hash(e)
            AND (x.sealed_hash IS NULL OR x.sealed_hash = sealed))
      $$;

      -- History and notes stay as they are, but for the one function that erases, and the one column named.
      CREATE FUNCTION kip_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND current_setting('kip.erasing', true) = 'yes'
          AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0] THEN RETURN NEW;
        END IF;
        RAISE EXCEPTION 'history is append-only' USING HINT = 'record a correction instead';
      END $$;
      DROP TRIGGER events_append_only ON events;
      CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
        FOR EACH ROW EXECUTE FUNCTION kip_keep_words('data');
      DROP TRIGGER notes_append_only ON notes;
      CREATE TRIGGER notes_append_only BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION kip_keep_words('text');

      CREATE FUNCTION kip_without(given text, traces text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
      DECLARE trace text;
      BEGIN
        FOREACH trace IN ARRAY traces LOOP
          given := regexp_replace(given, trace, '[đã xoá]', 'gi');
        END LOOP;
        RETURN given;
      END $$;
      -- The texts within a value, each without the traces; those that a reporter wrote are gone whole.
      CREATE FUNCTION kip_data_without(given jsonb, traces text[], theirs boolean) RETURNS jsonb
        LANGUAGE plpgsql IMMUTABLE AS $$
      BEGIN
        RETURN CASE jsonb_typeof(given)
          WHEN 'string' THEN to_jsonb(kip_without(given #>> '{}', traces))
          WHEN 'array' THEN (SELECT coalesce(jsonb_agg(kip_data_without(one, traces, theirs)), '[]')
            FROM jsonb_array_elements(given) AS one)
          WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(key, CASE
              WHEN theirs AND key IN ('text', 'reason', 'comment', 'note') AND jsonb_typeof(value) = 'string'
                THEN to_jsonb('[đã xoá]'::text)
              ELSE kip_data_without(value, traces, theirs) END), '{}')
            FROM jsonb_each(given))
          ELSE given END;
      END $$;

      -- Erases who sent a report and what they wrote, wherever it stands.
      CREATE FUNCTION kip_erase(erasure uuid, report uuid, who text, why text, traces text[]) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        INSERT INTO erasures (id, report_id, at, by_code, reason) VALUES (erasure, report, kip_now(), who, why);
        UPDATE contacts SET name = NULL, phone = NULL, email = NULL, address = NULL, show_identity = false
          WHERE report_id = report;
        UPDATE reports SET text = '[đã xoá]', address = NULL, lat = NULL, lon = NULL, form = '{}',
          token_hash = NULL WHERE id = report;
        UPDATE search_texts s SET text = lower(r.code) FROM reports r WHERE r.id = report AND s.report_id = report;
        UPDATE ratings SET comment = NULL WHERE report_id = report;
        DELETE FROM idempotency_keys WHERE report_id = report;
        UPDATE deliveries SET last_error = NULL WHERE report_id = report;
        UPDATE messages SET last_error = NULL WHERE report_id = report;
        -- Photos that the reporter sent are uploads again whose time is up: whoever tidies up removes the files.
        WITH gone AS (
          DELETE FROM attachments WHERE report_id = report AND added_by IS NULL RETURNING *
        )
        INSERT INTO uploads (id, token_hash, state, bytes, sha256, width, height, added_at, expires_at)
        SELECT id, '', 'ready', bytes, sha256, width, height, kip_now() - interval '1 second', kip_now() FROM gone;
        PERFORM set_config('kip.erasing', 'yes', true);
        UPDATE notes SET text = kip_without(text, traces) WHERE report_id = report;
        WITH changed AS (
          SELECT e.id, kip_event_hash(e) AS before,
            kip_data_without(e.data, traces, e.actor_role = 'reporter') AS data
          FROM events e WHERE e.report_id = report
        ), written AS (
          UPDATE events e SET data = c.data FROM changed c WHERE c.id = e.id AND c.data <> e.data
          RETURNING e.id, c.before, kip_event_hash(e) AS after
        )
        INSERT INTO erased_events (event_id, erasure_id, sealed_hash, hash)
        SELECT w.id, erasure, CASE WHEN u.event_id IS NULL THEN coalesce(first.sealed_hash, w.before) END, w.after
        FROM written w LEFT JOIN unsealed_events u ON u.event_id = w.id
          LEFT JOIN LATERAL (SELECT x.sealed_hash FROM erased_events x WHERE x.event_id = w.id LIMIT 1) first ON true;
        PERFORM set_config('kip.erasing', '', true);
      END $$;
      REVOKE ALL ON FUNCTION kip_erase FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_erase TO kip_door, kip_worker;
      GRANT SELECT ON erasures, erased_events TO kip_door, kip_desk, kip_worker;

      -- Whoever answers a person's demand reads what is kept of them.
      GRANT SELECT ON contacts, reports, events, ratings, cycles TO kip_door;
      CREATE POLICY door ON contacts FOR SELECT TO kip_door USING (true);
      CREATE POLICY door ON reports FOR SELECT TO kip_door USING (true);
      CREATE POLICY door ON events FOR SELECT TO kip_door USING (true);
      CREATE POLICY door ON ratings FOR SELECT TO kip_door USING (true);
      CREATE POLICY door ON cycles FOR SELECT TO kip_door USING (true);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY door ON contacts; DROP POLICY door ON reports; DROP POLICY door ON events;
      DROP POLICY door ON ratings; DROP POLICY door ON cycles;
      REVOKE SELECT ON contacts, reports, events, ratings, cycles FROM kip_door;
      DROP FUNCTION kip_erase, kip_data_without, kip_without;
      DROP TRIGGER events_append_only ON events;
      CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();
      DROP TRIGGER notes_append_only ON notes;
      CREATE TRIGGER notes_append_only BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION kip_append_only();
      DROP FUNCTION kip_keep_words, kip_event_stands;
      DROP TABLE erased_events, erasures;
    `);
  }
}
