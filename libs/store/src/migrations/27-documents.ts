import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Printed documents: what was asked, every figure as it was printed, and by what it is known again. A row is
 * first a task that somebody waits for; once it is done nothing of it changes any more.
 */
export class Documents1700000000027 implements MigrationInterface {
  name = 'Documents1700000000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE documents (
        id uuid PRIMARY KEY,
        format text NOT NULL CHECK (format IN ('docx', 'pdf', 'xlsx', 'csv', 'json')),
        language text NOT NULL CHECK (language IN ('vi', 'en')),
        asked jsonb NOT NULL,
        -- What whoever asked may see, as it was then; NULL: everything, for the command line.
        scope jsonb,
        asked_by text REFERENCES people,
        asked_at timestamptz(3) NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
        progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
        -- Whoever works on it has it until then, by the clock of the wall: a process that died gives it back.
        held_until timestamptz,
        tries smallint NOT NULL DEFAULT 0,
        error text,
        as_of timestamptz(3),
        figures jsonb,
        figures_sha256 text,
        reports integer,
        reports_sha256 text,
        file_sha256 text,
        -- NULL where it was written into a file of the command line's.
        file bytea,
        done_at timestamptz(3),
        CHECK (state <> 'done' OR (as_of IS NOT NULL AND figures IS NOT NULL AND figures_sha256 IS NOT NULL
          AND reports IS NOT NULL AND reports_sha256 IS NOT NULL AND file_sha256 IS NOT NULL))
      );
      CREATE INDEX documents_of ON documents (asked_by, id);
      CREATE INDEX documents_to_print ON documents (asked_at, id) WHERE state IN ('waiting', 'running');
      CREATE TRIGGER documents_frozen BEFORE UPDATE OR DELETE ON documents FOR EACH ROW
        WHEN (OLD.state = 'done') EXECUTE FUNCTION kip_append_only();

      GRANT SELECT, INSERT, UPDATE ON documents TO kip_worker;
      GRANT SELECT, INSERT ON documents TO kip_desk;
      ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
      ALTER TABLE documents FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON documents TO kip_worker USING (true);
      CREATE POLICY mine ON documents FOR SELECT TO kip_desk USING (kip_is_me(asked_by));
      CREATE POLICY asking ON documents FOR INSERT TO kip_desk
        -- Nobody has counted what they may not see themselves.
        WITH CHECK (kip_is_me(asked_by) AND state = 'waiting' AND scope->>'person' = asked_by
          AND scope->'streams' = to_jsonb(kip_scope('streams')) AND scope->'areas' = to_jsonb(kip_scope('areas'))
          AND scope->'units' = to_jsonb(kip_scope('units'))
          AND scope->'networks' = to_jsonb(kip_scope('networks'))
          AND (scope->'contacts')::boolean = kip_in_scope('contacts', NULL)
          AND coalesce((scope->'insider')::boolean, false) = kip_in_scope('insider', NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE documents');
  }
}
