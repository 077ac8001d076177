import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Citizens who sign in. Nothing is known of one but a keyed hash of who another system says they are, and
 * which reports are theirs; neither the desk nor a worker can read either. Instants of accounts and sessions
 * are the machine's own, as those of staff are.
 */
export class Citizens1700000000033 implements MigrationInterface {
  name = 'Citizens1700000000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE citizens (
        id uuid PRIMARY KEY,
        -- Of issuer and subject, with the installation's secret.
        subject_key bytea NOT NULL UNIQUE,
        made_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        -- To the day.
        seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX citizens_seen ON citizens (seen_at);
      -- One that ends is deleted.
      CREATE TABLE citizen_sessions (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        citizen_id uuid NOT NULL REFERENCES citizens ON DELETE CASCADE,
        made_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz(3) NOT NULL
      );
      CREATE INDEX citizen_sessions_citizen ON citizen_sessions (citizen_id);
      CREATE TABLE citizen_reports (
        citizen_id uuid NOT NULL REFERENCES citizens ON DELETE CASCADE,
        report_id uuid NOT NULL REFERENCES reports ON DELETE CASCADE,
        PRIMARY KEY (citizen_id, report_id)
      );
      CREATE INDEX citizen_reports_report ON citizen_reports (report_id);

      GRANT SELECT, INSERT, UPDATE (seen_at), DELETE ON citizens TO kip_door;
      GRANT SELECT, INSERT, DELETE ON citizen_sessions TO kip_door;
      GRANT SELECT, INSERT, DELETE ON citizen_reports TO kip_intake;
      ALTER TABLE citizen_reports ENABLE ROW LEVEL SECURITY;
      ALTER TABLE citizen_reports FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON citizen_reports TO kip_intake
        USING (citizen_id = nullif(current_setting('kip.person', true), '')::uuid);

      -- Whoever's words and contact are taken out of a report is not known to have sent it either.
      CREATE FUNCTION kip_forget_owner() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        DELETE FROM citizen_reports WHERE report_id = NEW.report_id;
        RETURN NULL;
      END $$;
      REVOKE ALL ON FUNCTION kip_forget_owner FROM PUBLIC;
      CREATE TRIGGER erasures_forget_owner AFTER INSERT ON erasures
        FOR EACH ROW EXECUTE FUNCTION kip_forget_owner();

      -- Those that nobody used for so many days, at most so many.
      CREATE FUNCTION kip_forget_citizens(days integer, most integer) RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE gone integer;
      BEGIN
        DELETE FROM citizens WHERE id = ANY (ARRAY(SELECT id FROM citizens
          WHERE seen_at < clock_timestamp() - days * interval '1 day' LIMIT most));
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
      END $$;
      REVOKE ALL ON FUNCTION kip_forget_citizens FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_forget_citizens TO kip_worker;
      INSERT INTO retention (place, days) VALUES ('citizens', 730);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM retention WHERE place = 'citizens';
      DROP TRIGGER erasures_forget_owner ON erasures;
      DROP FUNCTION kip_forget_citizens, kip_forget_owner;
      DROP TABLE citizen_reports, citizen_sessions, citizens;
    `);
  }
}
