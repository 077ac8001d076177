import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What a search looks through stands apart from the reports: it is written once, by whoever first
 * works on a report, and not indexed anew with every act. And an event that awaits its seal is told
 * by the trigger that saw it being written; no event is ever deleted, so nothing else has to hold it.
 */
export class SearchTexts1700000000008 implements MigrationInterface {
  name = 'SearchTexts1700000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE search_texts (
        report_id uuid PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
        text text NOT NULL
      );
      INSERT INTO search_texts (report_id, text) SELECT id, search_text FROM reports;
      CREATE INDEX search_texts_words ON search_texts USING gin (text gin_trgm_ops);
      ALTER TABLE reports DROP COLUMN search_text;

      GRANT SELECT, INSERT ON search_texts TO kip_worker, kip_intake, kip_desk;
      ALTER TABLE search_texts ENABLE ROW LEVEL SECURITY;
      ALTER TABLE search_texts FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON search_texts TO kip_worker, kip_intake USING (true);
      CREATE POLICY desk ON search_texts TO kip_desk
        USING (EXISTS (SELECT FROM reports WHERE reports.id = search_texts.report_id))
        WITH CHECK (true);

      ALTER TABLE unsealed_events DROP CONSTRAINT unsealed_events_event_id_fkey;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE unsealed_events ADD FOREIGN KEY (event_id) REFERENCES events;
      ALTER TABLE reports ADD COLUMN search_text text NOT NULL DEFAULT '';
      UPDATE reports SET search_text = s.text FROM search_texts s WHERE s.report_id = reports.id;
      ALTER TABLE reports ALTER COLUMN search_text DROP DEFAULT;
      CREATE INDEX reports_search ON reports USING gin (search_text gin_trgm_ops);
      DROP TABLE search_texts;
    `);
  }
}
