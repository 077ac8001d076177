import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Dead letters can be given up, with a reason; and the history is sealed: hashes of committed events,
 * each batch chained to the one before, so that nothing can be changed afterwards unnoticed.
 */
export class DeadLettersAndSeals1700000000006 implements MigrationInterface {
  name = 'DeadLettersAndSeals1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_state_check;
      ALTER TABLE deliveries ADD CONSTRAINT deliveries_state_check
        CHECK (state IN ('pending', 'enqueued', 'done', 'dead', 'dropped'));
      ALTER TABLE deliveries ADD COLUMN drop_reason text,
        ADD CHECK ((state = 'dropped') = (drop_reason IS NOT NULL));

      -- What is hashed of an event. Instants as milliseconds: their text depends on a session's zone.
      CREATE FUNCTION kip_event_hash(e events) RETURNS bytea LANGUAGE sql STABLE
        SET search_path = public AS $$
        SELECT sha256(convert_to(jsonb_build_array(e.id, e.report_id, e.version, e.kind, e.from_state,
          e.to_state, (extract(epoch FROM e.at) * 1000)::bigint, e.actor_role, e.actor_person, e.data)::text, 'UTF8'))
      $$;
      -- The hashes of a batch stand beside the chain, which is made over them alone: should what an
      -- event says ever have to be erased, the chain still verifies.
      CREATE TABLE seals (
        number bigint PRIMARY KEY CHECK (number > 0),
        event_ids uuid[] NOT NULL,
        event_hashes bytea[] NOT NULL,
        hash bytea NOT NULL,
        sealed_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        CHECK (cardinality(event_ids) = cardinality(event_hashes) AND cardinality(event_ids) > 0)
      );
      CREATE TRIGGER seals_append_only BEFORE UPDATE OR DELETE ON seals
        FOR EACH ROW EXECUTE FUNCTION kip_append_only();

      CREATE TABLE unsealed_events (
        event_id uuid PRIMARY KEY REFERENCES events,
        since timestamptz(3) NOT NULL DEFAULT clock_timestamp()
      );
      CREATE FUNCTION kip_await_seal() RETURNS trigger LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        INSERT INTO unsealed_events (event_id) SELECT id FROM written;
        RETURN NULL;
      END $$;
      CREATE TRIGGER events_await_seal AFTER INSERT ON events REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION kip_await_seal();
      INSERT INTO unsealed_events (event_id) SELECT id FROM events;

      GRANT SELECT, INSERT ON seals TO kip_worker;
      GRANT SELECT, DELETE ON unsealed_events TO kip_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER events_await_seal ON events; DROP FUNCTION kip_await_seal;
      DROP TABLE unsealed_events, seals; DROP FUNCTION kip_event_hash;
      UPDATE deliveries SET state = 'dead', drop_reason = NULL WHERE state = 'dropped';
      ALTER TABLE deliveries DROP COLUMN drop_reason;
      ALTER TABLE deliveries DROP CONSTRAINT deliveries_state_check;
      ALTER TABLE deliveries ADD CONSTRAINT deliveries_state_check
        CHECK (state IN ('pending', 'enqueued', 'done', 'dead'));
    `);
  }
}
