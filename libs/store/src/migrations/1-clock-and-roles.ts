import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The installation, its clock, and the roles under which every transaction runs. A database is
 * real or simulated from its first row on; only a simulated one lets its clock be set.
 */
export class ClockAndRoles1700000000001 implements MigrationInterface {
  name = 'ClockAndRoles1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      DECLARE role_name text;
      BEGIN
        FOREACH role_name IN ARRAY ARRAY['kip_worker', 'kip_intake', 'kip_desk'] LOOP
          -- Roles belong to the whole server: another database may be making them at this moment.
          BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
              EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
            END IF;
          EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
          END;
          EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
          EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role_name);
        END LOOP;
      END $$;

      CREATE TABLE installation (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        kind text NOT NULL CHECK (kind IN ('real', 'simulated')),
        clock timestamptz(3),
        CHECK ((kind = 'simulated') = (clock IS NOT NULL))
      );

      CREATE FUNCTION kip_keep_kind() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' OR NEW.kind <> OLD.kind THEN
          RAISE EXCEPTION 'a database stays % for ever', OLD.kind
            USING HINT = 'create another database for a simulation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_kind BEFORE UPDATE OR DELETE ON installation
        FOR EACH ROW EXECUTE FUNCTION kip_keep_kind();

      -- Whole milliseconds: what JavaScript reads back is then exactly what the database compares.
      CREATE FUNCTION kip_now() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER
        SET search_path = public AS $$
        SELECT coalesce((SELECT clock FROM installation), date_trunc('milliseconds', clock_timestamp()))
      $$;

      CREATE FUNCTION kip_set_clock(new_clock timestamptz) RETURNS void LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        UPDATE installation SET clock = new_clock WHERE kind = 'simulated' AND clock <= new_clock;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'the clock cannot be set to %', new_clock
            USING HINT = 'only a simulated database has a clock to set, and it never runs back';
        END IF;
      END $$;
      REVOKE ALL ON FUNCTION kip_set_clock FROM PUBLIC;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION kip_set_clock; DROP FUNCTION kip_now;
      DROP TABLE installation; DROP FUNCTION kip_keep_kind;
    `);
  }
}
