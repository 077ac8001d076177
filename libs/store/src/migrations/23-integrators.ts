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

      -- Whom acts are told to by HTTP. A key's own hook sees what the key sees, as long as the key is alive.
      CREATE TABLE webhooks (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        url text NOT NULL,
        -- Null: an administrator's.
        key_id uuid REFERENCES api_keys,
        kinds text[] NOT NULL CHECK (cardinality(kinds) > 0),
        streams text[] NOT NULL,
        areas text[] NOT NULL,
        units text[] NOT NULL,
        networks text[] NOT NULL,
        -- Sealed with the installation's secret; the one before signs too, for a while.
        secret bytea NOT NULL,
        previous_secret bytea,
        previous_until timestamptz(3),
        disabled_at timestamptz(3),
        disabled_why text,
        made_by text NOT NULL,
        made_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CHECK ((disabled_at IS NULL) = (disabled_why IS NULL)),
        CHECK ((previous_secret IS NULL) = (previous_until IS NULL))
      );
      CREATE INDEX webhooks_key ON webhooks (key_id);
      -- One event for one hook; its id is the message's, however often it is sent.
      CREATE TABLE webhook_messages (
        id uuid PRIMARY KEY,
        webhook_id uuid NOT NULL REFERENCES webhooks,
        event_id uuid NOT NULL REFERENCES events,
        body text NOT NULL,
        state text NOT NULL CHECK (state IN ('pending', 'sent', 'failed')),
        tries integer NOT NULL DEFAULT 0,
        next_try_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        made_at timestamptz(3) NOT NULL,
        settled_at timestamptz(3),
        UNIQUE (webhook_id, event_id),
        CHECK ((state = 'pending') = (settled_at IS NULL))
      );
      CREATE INDEX webhook_messages_waiting ON webhook_messages (webhook_id, next_try_at) WHERE state = 'pending';
      CREATE INDEX webhook_messages_hook ON webhook_messages (webhook_id, id);
      CREATE INDEX webhook_messages_settled ON webhook_messages (settled_at) WHERE settled_at IS NOT NULL;
      CREATE TABLE webhook_tries (
        id uuid PRIMARY KEY,
        message_id uuid NOT NULL REFERENCES webhook_messages ON DELETE CASCADE,
        at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        ms integer NOT NULL,
        -- Null: no answer came.
        status integer,
        fault text
      );
      CREATE INDEX webhook_tries_message ON webhook_tries (message_id, id);
      -- Up to which seal the hooks were told.
      CREATE TABLE hooking (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        seal bigint NOT NULL
      );
      INSERT INTO hooking (seal) SELECT coalesce(max(number), 0) FROM seals;

      GRANT SELECT, INSERT, UPDATE ON webhooks, webhook_messages TO kip_door;
      GRANT SELECT ON webhook_tries TO kip_door;
      GRANT SELECT, UPDATE ON hooking TO kip_worker;
      GRANT SELECT ON webhooks TO kip_worker;
      GRANT UPDATE (disabled_at, disabled_why) ON webhooks TO kip_worker;
      GRANT SELECT, INSERT, UPDATE ON webhook_messages TO kip_worker;
      GRANT SELECT, INSERT ON webhook_tries TO kip_worker;
      GRANT SELECT (id, revoked_at, expires_at) ON api_keys TO kip_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE hooking, webhook_tries, webhook_messages, webhooks, api_keys');
  }
}
