import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Who follows a report that somebody else sent, and whether whoever sent one can be reached as they say.
 * Where people are written to is read by the role at the post and by whoever answers a person's demand, and
 * by nobody else: the intake knows an address by a hash, as it knows a link that was mailed.
 */
export class Reporters1700000000028 implements MigrationInterface {
  name = 'Reporters1700000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE followers (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports ON DELETE CASCADE,
        -- What they asked to follow: another one, where it was merged since.
        followed_code text NOT NULL,
        email text NOT NULL,
        email_key bytea NOT NULL,
        language text NOT NULL CHECK (language IN ('vi', 'en')),
        confirm_hash text NOT NULL UNIQUE,
        leave_hash text NOT NULL UNIQUE,
        -- Of the reports' clock.
        asked_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        confirmed_at timestamptz(3),
        -- The mail that asks for it to be confirmed; its tries are of the machine's own clock.
        mail text NOT NULL DEFAULT 'pending' CHECK (mail IN ('pending', 'sent', 'failed')),
        tries integer NOT NULL DEFAULT 0,
        next_try_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        last_error text,
        UNIQUE (report_id, email_key)
      );
      CREATE INDEX followers_mail ON followers (next_try_at) WHERE mail = 'pending';
      CREATE INDEX followers_email ON followers (lower(email));
      CREATE INDEX followers_unconfirmed ON followers (expires_at) WHERE confirmed_at IS NULL;

      ALTER TABLE messages
        ADD COLUMN follower_id uuid REFERENCES followers ON DELETE CASCADE,
        DROP CONSTRAINT messages_event_id_person_code_topic_key,
        ADD CONSTRAINT messages_once UNIQUE NULLS NOT DISTINCT (event_id, person_code, follower_id, topic),
        ADD CONSTRAINT messages_to_one CHECK (person_code IS NULL OR follower_id IS NULL);
      CREATE INDEX messages_follower ON messages (follower_id) WHERE follower_id IS NOT NULL;

      GRANT SELECT (id, report_id, email_key, confirm_hash, leave_hash, asked_at, expires_at, confirmed_at),
        INSERT, DELETE, UPDATE (confirmed_at) ON followers TO kip_intake;
      GRANT SELECT, UPDATE (mail, tries, next_try_at, last_error) ON followers TO kip_post;
      GRANT SELECT (report_id, confirmed_at) ON followers TO kip_desk;
      GRANT SELECT, DELETE ON followers TO kip_door;
      ALTER TABLE followers ENABLE ROW LEVEL SECURITY;
      ALTER TABLE followers FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON followers TO kip_intake, kip_post, kip_door USING (true);
      CREATE POLICY desk ON followers FOR SELECT TO kip_desk
        USING (EXISTS (SELECT FROM reports WHERE reports.id = followers.report_id));

      -- What a follower is told of a report is what the public reads of it.
      GRANT SELECT ON public_texts TO kip_post;
      CREATE POLICY post ON public_texts FOR SELECT TO kip_post USING (true);
      GRANT EXECUTE ON FUNCTION kip_without_sender TO kip_post;

      -- Followers of a duplicate go on with the report that it was merged into, and with no other.
      CREATE FUNCTION kip_move_followers(duplicate uuid) RETURNS void
        LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
        DELETE FROM followers f USING reports r, followers other
          WHERE f.report_id = duplicate AND r.id = duplicate AND other.report_id = r.merged_into_id
            AND other.email_key = f.email_key AND (other.confirmed_at IS NOT NULL OR f.confirmed_at IS NULL);
        DELETE FROM followers other USING reports r, followers f
          WHERE f.report_id = duplicate AND r.id = duplicate AND other.report_id = r.merged_into_id
            AND other.email_key = f.email_key;
        UPDATE followers f SET report_id = r.merged_into_id FROM reports r
          WHERE f.report_id = duplicate AND r.id = duplicate AND r.merged_into_id IS NOT NULL;
      $$;
      REVOKE ALL ON FUNCTION kip_move_followers FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_move_followers TO kip_desk, kip_worker;

      -- That a contact is its sender's own. The code that is sent is made from the id and the secret.
      CREATE TABLE contact_checks (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES contacts ON DELETE CASCADE,
        way text NOT NULL CHECK (way IN ('mail', 'phone')),
        -- Of the reports' clock.
        asked_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        confirmed_at timestamptz(3),
        guesses integer NOT NULL DEFAULT 0,
        sending text NOT NULL DEFAULT 'pending' CHECK (sending IN ('pending', 'sent', 'failed')),
        tries integer NOT NULL DEFAULT 0,
        next_try_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        last_error text,
        UNIQUE (report_id, way)
      );
      CREATE INDEX contact_checks_due ON contact_checks (next_try_at) WHERE sending = 'pending';
      GRANT SELECT (id, report_id, way, asked_at, expires_at, confirmed_at, guesses), INSERT, UPDATE ON contact_checks
        TO kip_intake;
      GRANT SELECT, UPDATE (sending, tries, next_try_at, last_error) ON contact_checks TO kip_post;
      GRANT SELECT (phone) ON contacts TO kip_post;
      GRANT SELECT (report_id, way, confirmed_at) ON contact_checks TO kip_worker, kip_desk;
      ALTER TABLE contact_checks ENABLE ROW LEVEL SECURITY;
      ALTER TABLE contact_checks FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON contact_checks TO kip_intake, kip_post, kip_worker USING (true);
      CREATE POLICY desk ON contact_checks FOR SELECT TO kip_desk USING (
        kip_in_scope('contacts', NULL) AND EXISTS (SELECT FROM reports WHERE reports.id = contact_checks.report_id));

      -- What messages to a contact are counted by: the intake may not read it.
      CREATE FUNCTION kip_contact_digest(report uuid, way text) RETURNS text LANGUAGE sql STABLE
        SECURITY DEFINER SET search_path = public AS $$
        SELECT encode(sha256(convert_to(CASE way WHEN 'mail' THEN lower(c.email)
          ELSE regexp_replace(regexp_replace(c.phone, '\\D', '', 'g'), '^(0084|84|0)', '') END, 'UTF8')), 'hex')
        FROM contacts c WHERE c.report_id = report
      $$;
      REVOKE ALL ON FUNCTION kip_contact_digest FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_contact_digest TO kip_intake;

      -- Whoever sent a report may follow reports: where their address goes, it goes there too. On demand all
      -- of it, before the address is gone by which it is known; else what is of the same case.
      CREATE FUNCTION kip_forget_follower() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        DELETE FROM followers f USING contacts c WHERE c.report_id = NEW.report_id
          AND lower(f.email) = lower(c.email) AND (NEW.by_code IS NOT NULL OR f.report_id = NEW.report_id);
        DELETE FROM contact_checks WHERE report_id = NEW.report_id;
        RETURN NULL;
      END $$;
      REVOKE ALL ON FUNCTION kip_forget_follower FROM PUBLIC;
      CREATE TRIGGER erasures_forget_follower AFTER INSERT ON erasures
        FOR EACH ROW EXECUTE FUNCTION kip_forget_follower();

      -- Those of reports that ended so many days ago, at most so many.
      CREATE FUNCTION kip_ended_followers(days integer) RETURNS SETOF uuid
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
        SELECT f.id FROM followers f JOIN reports r ON r.id = f.report_id
        WHERE r.state IN ('closed', 'rejected', 'duplicate', 'withdrawn')
          AND (SELECT ended_at FROM cycles WHERE report_id = r.id ORDER BY number DESC LIMIT 1)
            <= kip_now() - days * interval '1 day'
      $$;
      CREATE FUNCTION kip_forget_followers(days integer, most integer) RETURNS integer
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      DECLARE gone integer;
      BEGIN
        DELETE FROM followers WHERE id = ANY (ARRAY(SELECT kip_ended_followers(days) LIMIT most));
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
      END $$;
      -- What nobody confirmed in time is kept by no rule.
      CREATE FUNCTION kip_forget_unconfirmed() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
        DELETE FROM followers WHERE confirmed_at IS NULL AND expires_at <= kip_now();
        DELETE FROM contact_checks WHERE confirmed_at IS NULL AND expires_at <= kip_now();
      $$;
      REVOKE ALL ON FUNCTION kip_ended_followers, kip_forget_followers, kip_forget_unconfirmed FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_forget_followers, kip_forget_unconfirmed TO kip_worker;
      GRANT EXECUTE ON FUNCTION kip_ended_followers TO kip_door;
      ALTER TABLE streams ADD COLUMN confirm text NOT NULL DEFAULT 'none'
        CHECK (confirm IN ('none', 'mail_or_phone'));

      INSERT INTO retention (place, days) VALUES ('followers', 31);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM retention WHERE place = 'followers';
      ALTER TABLE streams DROP COLUMN confirm;
      DROP FUNCTION kip_contact_digest;
      DROP TABLE contact_checks;
      REVOKE SELECT (phone) ON contacts FROM kip_post;
      DROP TRIGGER erasures_forget_follower ON erasures;
      DROP FUNCTION kip_forget_unconfirmed, kip_forget_followers, kip_ended_followers, kip_forget_follower,
        kip_move_followers;
      DROP POLICY post ON public_texts;
      REVOKE SELECT ON public_texts FROM kip_post;
      REVOKE EXECUTE ON FUNCTION kip_without_sender FROM kip_post;
      DELETE FROM messages WHERE follower_id IS NOT NULL;
      DROP INDEX messages_follower;
      ALTER TABLE messages DROP CONSTRAINT messages_to_one, DROP CONSTRAINT messages_once, DROP COLUMN follower_id,
        ADD CONSTRAINT messages_event_id_person_code_topic_key UNIQUE NULLS NOT DISTINCT (event_id, person_code, topic);
      DROP TABLE followers;
    `);
  }
}
