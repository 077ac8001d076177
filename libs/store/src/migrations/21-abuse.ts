import { type MigrationInterface, type QueryRunner } from 'typeorm';

const OF_A_REPORT = ['origins', 'moderations', 'public_texts', 'redacted_photos'];

/**
 * What stands against floods: from where reports came, as keyed hashes; what waits for a moderator; who
 * may not file. And what a moderator puts in the place of a reporter's text and photos. What was erased
 * of a report is erased of these by a trigger of their own, in the same statement.
 */
export class Abuse1700000000021 implements MigrationInterface {
  name = 'Abuse1700000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE origins (
        report_id uuid PRIMARY KEY REFERENCES reports,
        address text,
        device text,
        phone text,
        at timestamptz(3) NOT NULL
      );
      CREATE INDEX origins_address ON origins (address, at) WHERE address IS NOT NULL;
      CREATE INDEX origins_device ON origins (device, at) WHERE device IS NOT NULL;
      CREATE INDEX origins_phone ON origins (phone, at) WHERE phone IS NOT NULL;
      CREATE INDEX origins_at ON origins USING brin (at);

      CREATE TABLE moderations (
        report_id uuid PRIMARY KEY REFERENCES reports,
        kind text NOT NULL CHECK (kind IN ('flood', 'own_repeat')),
        shares text[] NOT NULL,
        others text[] NOT NULL,
        found_at timestamptz(3) NOT NULL,
        passed_at timestamptz(3),
        passed_by text REFERENCES people
      );
      CREATE INDEX moderations_waiting ON moderations (found_at, report_id) WHERE passed_at IS NULL;

      -- What everybody but the desk reads in the place of a reporter's own words.
      CREATE TABLE public_texts (
        report_id uuid PRIMARY KEY REFERENCES reports,
        text text NOT NULL,
        by_code text NOT NULL REFERENCES people,
        at timestamptz(3) NOT NULL
      );
      -- The file that is shown in the place of a photo.
      CREATE TABLE redacted_photos (
        photo_id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        file_id uuid NOT NULL UNIQUE,
        bytes integer NOT NULL CHECK (bytes > 0),
        sha256 text NOT NULL,
        areas jsonb NOT NULL,
        by_code text NOT NULL REFERENCES people,
        at timestamptz(3) NOT NULL
      );
      CREATE INDEX redacted_photos_report ON redacted_photos (report_id);

      -- Who may not file. What is blocked is kept as a keyed hash; the label says no more than a screen needs.
      CREATE TABLE blocks (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('address', 'device', 'phone')),
        -- Of addresses: how many bits of them count.
        prefix integer,
        hash text NOT NULL,
        label text NOT NULL,
        reason text NOT NULL,
        added_by text NOT NULL REFERENCES people,
        added_at timestamptz(3) NOT NULL,
        until timestamptz(3) NOT NULL CHECK (until > added_at),
        lifted_by text REFERENCES people,
        lifted_at timestamptz(3),
        CHECK ((kind = 'address') = (prefix IS NOT NULL)),
        CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
      );
      CREATE INDEX blocks_in_force ON blocks (until) WHERE lifted_at IS NULL;

      CREATE FUNCTION kip_erase_beside() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public AS $$
      BEGIN
        DELETE FROM origins WHERE report_id = NEW.report_id;
        DELETE FROM public_texts WHERE report_id = NEW.report_id;
        -- Of photos that the reporter sent: the files are uploads again whose time is up, to be tidied away.
        WITH gone AS (
          DELETE FROM redacted_photos p USING attachments a
          WHERE p.report_id = NEW.report_id AND a.id = p.photo_id AND a.added_by IS NULL RETURNING p.*)
        INSERT INTO uploads (id, token_hash, state, bytes, sha256, width, height, added_at, expires_at)
        SELECT file_id, '', 'ready', bytes, sha256, 1, 1, NEW.at - interval '1 second', NEW.at FROM gone;
        RETURN NEW;
      END $$;
      CREATE TRIGGER erasures_reach_beside AFTER INSERT ON erasures
        FOR EACH ROW EXECUTE FUNCTION kip_erase_beside();

      GRANT INSERT ON origins TO kip_intake;
      GRANT SELECT, DELETE ON origins TO kip_worker;
      GRANT SELECT, INSERT ON moderations TO kip_worker;
      GRANT SELECT, UPDATE ON moderations TO kip_desk;
      GRANT SELECT, INSERT, UPDATE, DELETE ON public_texts, redacted_photos TO kip_desk;
      GRANT SELECT ON public_texts, redacted_photos TO kip_intake, kip_worker;
      GRANT INSERT, UPDATE ON uploads TO kip_desk;
      GRANT SELECT, INSERT, UPDATE ON blocks TO kip_desk;
      GRANT SELECT ON blocks TO kip_intake;
      GRANT SELECT, DELETE ON blocks TO kip_door, kip_worker;
      GRANT SELECT ON origins, public_texts TO kip_door;
    `);
    for (const table of OF_A_REPORT) {
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY machine ON ${table} TO kip_worker, kip_intake, kip_door USING (true);
        CREATE POLICY desk ON ${table} TO kip_desk
          USING (EXISTS (SELECT FROM reports WHERE reports.id = ${table}.report_id));
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER erasures_reach_beside ON erasures;
      DROP FUNCTION kip_erase_beside;
      DROP TABLE blocks, redacted_photos, public_texts, moderations, origins;
      REVOKE INSERT, UPDATE ON uploads FROM kip_desk;
    `);
  }
}
