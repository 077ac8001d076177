import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Other systems that work with this one. Of a key its hash is kept, where only the role at the door
 * reads it; instants are the machine's own, as with sessions.
 */
export class Integrators1700000000023 implements MigrationInterface {
  name = 'Integrators1700000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_keys (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        token_hash bytea NOT NULL UNIQUE,
        rights text[] NOT NULL CHECK (cardinality(rights) > 0),
        streams text[] NOT NULL,
        areas text[] NOT NULL,
        units text[] NOT NULL,
        networks text[] NOT NULL,
        made_by text NOT NULL REFERENCES people,
        made_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        expires_at timestamptz(3) NOT NULL,
        revoked_at timestamptz(3),
        revoked_by text REFERENCES people,
        last_used_at timestamptz(3),
        CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
      );
      GRANT SELECT, INSERT, UPDATE ON api_keys TO kip_door;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_keys');
  }
}
