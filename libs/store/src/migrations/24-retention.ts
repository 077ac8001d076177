import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** How long what is kept of people is kept, as data, and what takes it away when the time is up. */
export class Retention1700000000024 implements MigrationInterface {
  name = 'Retention1700000000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE retention (
        place text PRIMARY KEY,
        -- Null: for as long as this installation stands.
        days integer CHECK (days BETWEEN 2 AND 36500),
        saved_by text REFERENCES people,
        saved_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );
      INSERT INTO retention (place, days) VALUES ('contacts', 730), ('requests', 30), ('photos', 1095), ('reports', NULL),
        ('mail', 365), ('sign_in', 730), ('sessions', 90), ('webhooks', 30);
      GRANT SELECT ON retention TO kip_worker, kip_door;
      GRANT UPDATE ON retention TO kip_door;

      -- What became of a demand that somebody made of their own data. It holds nothing of the person.
      CREATE TABLE data_requests (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        cycle_number integer NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('told', 'erased', 'done', 'refused')),
        by_code text NOT NULL REFERENCES people,
        at timestamptz(3) NOT NULL,
        reason text NOT NULL,
        -- The reports that it was carried out on.
        codes text[] NOT NULL
      );
      CREATE INDEX data_requests_report ON data_requests (report_id);
      CREATE TRIGGER data_requests_append_only BEFORE UPDATE OR DELETE ON data_requests
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();
      GRANT SELECT ON data_requests TO kip_worker, kip_desk;
      GRANT SELECT, INSERT ON data_requests TO kip_door;
      ALTER TABLE data_requests ENABLE ROW LEVEL SECURITY;
      ALTER TABLE data_requests FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON data_requests TO kip_worker, kip_door USING (true);
      CREATE POLICY desk ON data_requests FOR SELECT TO kip_desk
        USING (EXISTS (SELECT FROM reports WHERE reports.id = data_requests.report_id));

      CREATE INDEX contacts_kept ON contacts (report_id)
        WHERE coalesce(name, phone, email, address) IS NOT NULL;
      GRANT SELECT ON attachments TO kip_door;
      CREATE POLICY door ON attachments FOR SELECT TO kip_door USING (true);

      -- Takes a person's traces out of what is written in a case, and leaves a tombstone.
      CREATE FUNCTION kip_forget_contact(erasure uuid, report uuid, traces text[]) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        INSERT INTO erasures (id, report_id, at, by_code, reason) VALUES (erasure, report, kip_now(), NULL, 'retention');
        UPDATE contacts SET name = NULL, phone = NULL, email = NULL, address = NULL, show_identity = false
          WHERE report_id = report;
        UPDATE reports SET text = kip_without(text, traces), address = kip_without(address, traces),
          form = kip_data_without(form, traces, false) WHERE id = report;
        -- Written anew by whoever called, who knows how texts are folded.
        DELETE FROM search_texts WHERE report_id = report;
        UPDATE ratings SET comment = kip_without(comment, traces) WHERE report_id = report;
        UPDATE deliveries SET last_error = NULL WHERE report_id = report;
        UPDATE messages SET last_error = NULL WHERE report_id = report;
        PERFORM set_config('kip.erasing', 'yes', true);
        UPDATE notes SET text = kip_without(text, traces) WHERE report_id = report;
        WITH changed AS (
          SELECT e.id, kip_event_hash(e) AS before, kip_data_without(e.data, traces, false) AS data
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
      CREATE FUNCTION kip_forget_photos(erasure uuid, report uuid) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
        INSERT INTO erasures (id, report_id, at, by_code, reason) VALUES (erasure, report, kip_now(), NULL, 'retention');
        WITH gone AS (
          DELETE FROM attachments WHERE report_id = report AND added_by IS NULL RETURNING *
        )
        INSERT INTO uploads (id, token_hash, state, bytes, sha256, width, height, added_at, expires_at)
        SELECT id, '', 'ready', bytes, sha256, width, height, kip_now() - interval '1 second', kip_now() FROM gone;
      $$;

      -- Who came in is written once and changed by nobody; what is too old goes, by one function.
      CREATE FUNCTION kip_keep_access() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND current_setting('kip.erasing', true) = 'yes' THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'history is append-only' USING HINT = 'record a correction instead';
      END $$;
      DROP TRIGGER access_events_append_only ON access_events;
      CREATE TRIGGER access_events_append_only BEFORE UPDATE OR DELETE ON access_events
        FOR EACH ROW EXECUTE FUNCTION kip_keep_access();
      -- Takes away what is older than so many days, at most so many rows of each table. Returns how many.
      CREATE FUNCTION kip_forget_log(place text, days integer, most integer) RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        reports_until timestamptz := kip_now() - days * interval '1 day';
        machine_until timestamptz := clock_timestamp() - days * interval '1 day';
        gone integer := 0; more integer;
      BEGIN
        CASE place
        WHEN 'mail' THEN
          DELETE FROM messages WHERE id = ANY (ARRAY(SELECT id FROM messages
            WHERE state <> 'pending' AND made_at < reports_until LIMIT most));
          GET DIAGNOSTICS gone = ROW_COUNT;
          DELETE FROM notices WHERE id = ANY (ARRAY(SELECT id FROM notices
            WHERE state <> 'pending' AND made_at < reports_until LIMIT most));
          GET DIAGNOSTICS more = ROW_COUNT;
          gone := gone + more;
        WHEN 'sign_in' THEN
          PERFORM set_config('kip.erasing', 'yes', true);
          DELETE FROM access_events WHERE id = ANY (ARRAY(SELECT id FROM access_events
            WHERE at < machine_until LIMIT most));
          GET DIAGNOSTICS gone = ROW_COUNT;
          PERFORM set_config('kip.erasing', '', true);
          DELETE FROM sign_in_tries WHERE last_at < machine_until;
        WHEN 'sessions' THEN
          DELETE FROM sessions WHERE id = ANY (ARRAY(SELECT id FROM sessions
            WHERE coalesce(ended_at, expires_at) < machine_until LIMIT most));
          GET DIAGNOSTICS gone = ROW_COUNT;
          DELETE FROM account_links WHERE id = ANY (ARRAY(SELECT id FROM account_links
            WHERE expires_at < machine_until LIMIT most));
          GET DIAGNOSTICS more = ROW_COUNT;
          gone := gone + more;
        WHEN 'webhooks' THEN
          DELETE FROM webhook_messages WHERE id = ANY (ARRAY(SELECT id FROM webhook_messages
            WHERE settled_at < machine_until LIMIT most));
          GET DIAGNOSTICS gone = ROW_COUNT;
        END CASE;
        RETURN gone;
      END $$;
      -- How many rows that would be.
      CREATE FUNCTION kip_count_log(place text, days integer) RETURNS bigint
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
      DECLARE
        reports_until timestamptz := kip_now() - days * interval '1 day';
        machine_until timestamptz := clock_timestamp() - days * interval '1 day';
      BEGIN
        RETURN CASE place
          WHEN 'mail' THEN (SELECT count(*) FROM messages WHERE state <> 'pending' AND made_at < reports_until)
            + (SELECT count(*) FROM notices WHERE state <> 'pending' AND made_at < reports_until)
          WHEN 'sign_in' THEN (SELECT count(*) FROM access_events WHERE at < machine_until)
          WHEN 'sessions' THEN (SELECT count(*) FROM sessions WHERE coalesce(ended_at, expires_at) < machine_until)
            + (SELECT count(*) FROM account_links WHERE expires_at < machine_until)
          WHEN 'webhooks' THEN (SELECT count(*) FROM webhook_messages WHERE settled_at < machine_until) END;
      END $$;
      REVOKE ALL ON FUNCTION kip_forget_contact, kip_forget_photos, kip_forget_log, kip_count_log FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_forget_contact, kip_forget_photos, kip_forget_log TO kip_worker;
      GRANT EXECUTE ON FUNCTION kip_count_log TO kip_door;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION kip_count_log, kip_forget_log, kip_forget_photos, kip_forget_contact;
      DROP TRIGGER access_events_append_only ON access_events;
      CREATE TRIGGER access_events_append_only BEFORE UPDATE OR DELETE ON access_events
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();
      DROP FUNCTION kip_keep_access;
      DROP POLICY door ON attachments;
      REVOKE SELECT ON attachments FROM kip_door;
      DROP INDEX contacts_kept;
      DROP TABLE data_requests, retention;
    `);
  }
}
