import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Who signs in, and how far each of them sees. What proves who somebody is stands in tables of its own,
 * which only the role at the door may touch: neither the desk nor a worker can read a password's hash.
 * Instants are the machine's own here: a session lasts as long where the reports' time is simulated.
 */
export class Accounts1700000000014 implements MigrationInterface {
  name = 'Accounts1700000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        -- Roles belong to the whole server: another database may be making it at this moment.
        BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kip_door') THEN CREATE ROLE kip_door NOLOGIN; END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
        EXECUTE 'GRANT kip_door TO CURRENT_USER';
        EXECUTE 'GRANT USAGE ON SCHEMA public TO kip_door';
      END $$;

      -- How far somebody sees; * is everything. A unit's own people see their unit and those below it.
      ALTER TABLE people
        ADD COLUMN streams text[] NOT NULL DEFAULT '{*}',
        ADD COLUMN areas text[] NOT NULL DEFAULT '{*}',
        ADD COLUMN units text[] NOT NULL DEFAULT '{*}',
        ADD COLUMN networks text[] NOT NULL DEFAULT '{*}';

      CREATE TABLE accounts (
        person_code text PRIMARY KEY REFERENCES people,
        -- Null: not set yet, or signs in elsewhere only.
        password_hash text,
        password_at timestamptz(3),
        -- Sealed with the installation's secret.
        factor_secret bytea,
        factor_at timestamptz(3),
        -- The last step of a code that was taken: none is taken twice.
        factor_step bigint NOT NULL DEFAULT 0,
        recovery_hashes bytea[] NOT NULL DEFAULT '{}',
        disabled_at timestamptz(3),
        made_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CHECK ((password_hash IS NULL) = (password_at IS NULL)),
        CHECK (factor_at IS NULL OR factor_secret IS NOT NULL)
      );
      CREATE TABLE identities (
        issuer text NOT NULL,
        subject text NOT NULL,
        person_code text NOT NULL REFERENCES accounts,
        linked_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (issuer, subject)
      );
      CREATE INDEX identities_person ON identities (person_code);

      -- A link with which a password is set, once. The token is made from the id and the secret.
      CREATE TABLE account_links (
        id uuid PRIMARY KEY,
        person_code text NOT NULL REFERENCES accounts,
        purpose text NOT NULL CHECK (purpose IN ('invitation', 'reset')),
        made_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz(3) NOT NULL,
        used_at timestamptz(3),
        mail text NOT NULL CHECK (mail IN ('none', 'pending', 'sent', 'failed')),
        tries integer NOT NULL DEFAULT 0,
        next_try_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        last_error text
      );
      CREATE INDEX account_links_mail ON account_links (next_try_at) WHERE mail = 'pending';
      CREATE INDEX account_links_person ON account_links (person_code);

      CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        person_code text NOT NULL REFERENCES accounts,
        stage text NOT NULL CHECK (stage IN ('code', 'enrol', 'ready')),
        way text NOT NULL CHECK (way IN ('password', 'oidc')),
        agent text NOT NULL,
        made_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3)
      );
      CREATE INDEX sessions_person ON sessions (person_code) WHERE ended_at IS NULL;

      -- Tries at a secret: by a keyed hash of what was tried, which tells nobody whose it was.
      CREATE TABLE sign_in_tries (
        key bytea PRIMARY KEY,
        failures integer NOT NULL,
        locked_until timestamptz(3),
        last_at timestamptz(3) NOT NULL
      );

      -- Who came in, who was let in by whom, and who looked at whose name and number.
      CREATE TABLE access_events (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        person_code text,
        by_code text,
        report_id uuid REFERENCES reports,
        data jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX access_events_person ON access_events (person_code, at);
      CREATE INDEX access_events_report ON access_events (report_id) WHERE report_id IS NOT NULL;
      CREATE TRIGGER access_events_append_only BEFORE UPDATE OR DELETE ON access_events
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();

      GRANT SELECT, INSERT, UPDATE ON accounts, account_links, sessions TO kip_door;
      GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_tries, identities TO kip_door;
      GRANT SELECT, INSERT ON access_events TO kip_door;
      GRANT SELECT, INSERT, UPDATE ON people TO kip_door;
      GRANT SELECT ON units, networks, streams, areas TO kip_door;
      GRANT INSERT ON access_events TO kip_desk;

      DROP POLICY desk ON reports;
      CREATE POLICY desk ON reports TO kip_desk USING (
        kip_in_scope('streams', stream_code) AND kip_in_scope('areas', area_code)
        AND (
          kip_in_scope('units', unit_code)
          OR (state = 'offered' AND kip_in_scope('networks', network_code))
          OR EXISTS (SELECT FROM legs WHERE legs.report_id = reports.id AND kip_in_scope('units', legs.unit_code))
        )
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY desk ON reports;
      CREATE POLICY desk ON reports TO kip_desk USING (
        kip_in_scope('streams', stream_code)
        AND (
          kip_in_scope('units', unit_code)
          OR (state = 'offered' AND kip_in_scope('networks', network_code))
          OR EXISTS (SELECT FROM legs WHERE legs.report_id = reports.id AND kip_in_scope('units', legs.unit_code))
        )
      );
      DROP TABLE access_events, sign_in_tries, sessions, account_links, identities, accounts;
      ALTER TABLE people DROP COLUMN streams, DROP COLUMN areas, DROP COLUMN units, DROP COLUMN networks;
      REVOKE ALL ON people, units, networks, streams, areas FROM kip_door;
      REVOKE USAGE ON SCHEMA public FROM kip_door;
    `);
  }
}
