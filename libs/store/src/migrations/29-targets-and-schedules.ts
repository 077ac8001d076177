import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What an installation has promised itself, and documents that go by mail when their period is over: each once
 * for its period, to people who may see what it counts.
 */
export class TargetsAndSchedules1700000000029 implements MigrationInterface {
  name = 'TargetsAndSchedules1700000000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE targets (
        code text PRIMARY KEY,
        name jsonb NOT NULL,
        metric text NOT NULL,
        cohort text NOT NULL CHECK (cohort IN ('received', 'due')),
        -- Thousandths of the whole, or working minutes: the metric says which.
        amount integer NOT NULL CHECK (amount >= 0),
        stream_code text REFERENCES streams,
        network_code text REFERENCES networks,
        unit_code text REFERENCES units,
        valid_from date NOT NULL,
        valid_until date NOT NULL CHECK (valid_until >= valid_from),
        illustrative boolean NOT NULL DEFAULT false,
        -- NULL: the seed.
        saved_by text REFERENCES people,
        saved_at timestamptz(3)
      );
      GRANT SELECT ON targets TO kip_worker;
      GRANT SELECT, INSERT, UPDATE, DELETE ON targets TO kip_desk;

      CREATE TABLE document_schedules (
        id uuid PRIMARY KEY,
        -- As far as this person sees, so far it counts.
        owner_code text NOT NULL REFERENCES people,
        every text NOT NULL CHECK (every IN ('week', 'month', 'quarter', 'year')),
        format text NOT NULL CHECK (format IN ('docx', 'pdf', 'xlsx', 'csv', 'json')),
        language text NOT NULL CHECK (language IN ('vi', 'en')),
        -- What each document asks, but for its period.
        asked jsonb NOT NULL,
        recipients text[] NOT NULL,
        -- What would have gone out before it was made does not.
        since timestamptz(3) NOT NULL,
        saved_at timestamptz(3) NOT NULL,
        -- Ended, and kept for what was sent by it.
        ended_at timestamptz(3)
      );
      CREATE INDEX document_schedules_of ON document_schedules (owner_code) WHERE ended_at IS NULL;

      -- Once for a schedule and a period, whoever looks and however often.
      CREATE TABLE scheduled_documents (
        id uuid PRIMARY KEY,
        schedule_id uuid NOT NULL REFERENCES document_schedules,
        period_from date NOT NULL,
        period_to date NOT NULL,
        -- NULL where none could be asked for; then the error says why.
        document_id uuid REFERENCES documents,
        error text,
        made_at timestamptz(3) NOT NULL,
        UNIQUE (schedule_id, period_from, period_to),
        CHECK ((document_id IS NULL) = (error IS NOT NULL))
      );
      CREATE INDEX scheduled_documents_document ON scheduled_documents (document_id);

      CREATE TABLE document_mails (
        id uuid PRIMARY KEY,
        scheduled_id uuid NOT NULL REFERENCES scheduled_documents,
        person_code text NOT NULL REFERENCES people,
        state text NOT NULL DEFAULT 'pending'
          CHECK (state IN ('pending', 'sent', 'failed', 'left', 'not_allowed')),
        -- The first working minute of whoever gets it, by the reports' clock; tries are of the machine's own.
        not_before timestamptz(3) NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        next_try_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
        last_error text,
        sent_at timestamptz(3),
        UNIQUE (scheduled_id, person_code)
      );
      CREATE INDEX document_mails_due ON document_mails (next_try_at) WHERE state = 'pending';
      CREATE INDEX document_mails_of ON document_mails (person_code);

      GRANT SELECT ON document_schedules TO kip_worker;
      GRANT SELECT, INSERT ON scheduled_documents TO kip_worker;
      GRANT SELECT, INSERT, UPDATE ON document_mails TO kip_worker;
      GRANT SELECT, INSERT, UPDATE ON document_schedules TO kip_desk;
      GRANT SELECT ON scheduled_documents, document_mails TO kip_desk;
      GRANT UPDATE (state) ON document_mails TO kip_desk;
      -- Who is shut out gets nothing.
      GRANT SELECT (person_code, disabled_at) ON accounts TO kip_worker;

      -- Whether a document was mailed to somebody. Its tables ask each other's policies: this asks none.
      CREATE FUNCTION kip_mailed_to_me(document uuid) RETURNS boolean LANGUAGE sql STABLE
        SECURITY DEFINER SET search_path = public AS $$
        SELECT EXISTS (SELECT FROM scheduled_documents s JOIN document_mails m ON m.scheduled_id = s.id
          WHERE s.document_id = document AND m.state = 'sent' AND kip_is_me(m.person_code))
      $$;
      CREATE FUNCTION kip_my_schedule(schedule uuid) RETURNS boolean LANGUAGE sql STABLE
        SECURITY DEFINER SET search_path = public AS $$
        SELECT EXISTS (SELECT FROM document_schedules d WHERE d.id = schedule AND kip_is_me(d.owner_code))
      $$;
      REVOKE ALL ON FUNCTION kip_mailed_to_me, kip_my_schedule FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_mailed_to_me, kip_my_schedule TO kip_desk;

      ALTER TABLE document_schedules ENABLE ROW LEVEL SECURITY;
      ALTER TABLE document_schedules FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON document_schedules TO kip_worker USING (true);
      CREATE POLICY mine ON document_schedules TO kip_desk
        USING (kip_is_me(owner_code)) WITH CHECK (kip_is_me(owner_code));
      -- Whoever gets it sees it, and may leave it.
      CREATE POLICY read_by_recipients ON document_schedules FOR SELECT TO kip_desk
        USING (ended_at IS NULL AND EXISTS (SELECT FROM unnest(recipients) code WHERE kip_is_me(code)));
      CREATE FUNCTION kip_leave_schedule(schedule uuid, person text) RETURNS boolean LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        IF NOT kip_is_me(person) THEN RETURN false; END IF;
        UPDATE document_schedules SET recipients = array_remove(recipients, person)
          WHERE id = schedule AND ended_at IS NULL AND person = ANY (recipients);
        IF NOT FOUND THEN RETURN false; END IF;
        UPDATE document_mails m SET state = 'left' FROM scheduled_documents s
          WHERE s.id = m.scheduled_id AND s.schedule_id = schedule AND m.person_code = person AND m.state = 'pending';
        RETURN true;
      END $$;
      REVOKE ALL ON FUNCTION kip_leave_schedule FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_leave_schedule TO kip_desk;

      ALTER TABLE scheduled_documents ENABLE ROW LEVEL SECURITY;
      ALTER TABLE scheduled_documents FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON scheduled_documents TO kip_worker USING (true);
      CREATE POLICY mine ON scheduled_documents FOR SELECT TO kip_desk USING (kip_my_schedule(schedule_id));
      ALTER TABLE document_mails ENABLE ROW LEVEL SECURITY;
      ALTER TABLE document_mails FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON document_mails TO kip_worker USING (true);
      CREATE POLICY mine ON document_mails TO kip_desk
        USING (EXISTS (SELECT FROM scheduled_documents s WHERE s.id = document_mails.scheduled_id));

      -- What was mailed to somebody they may open again: a large one goes as a link.
      CREATE POLICY mailed ON documents FOR SELECT TO kip_desk USING (state = 'done' AND kip_mailed_to_me(id));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY mailed ON documents;
      DROP TABLE document_mails, scheduled_documents, document_schedules, targets;
      DROP FUNCTION kip_mailed_to_me, kip_my_schedule, kip_leave_schedule;
      REVOKE SELECT (person_code, disabled_at) ON accounts FROM kip_worker;
    `);
  }
}
