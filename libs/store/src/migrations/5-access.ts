import { type MigrationInterface, type QueryRunner } from 'typeorm';

const OF_A_REPORT = [
  'cycles',
  'legs',
  'pauses',
  'extensions',
  'alarms',
  'events',
  'ratings',
  'attachments',
  'links',
  'corrections',
  'facts',
  'deliveries',
];

/**
 * Who may touch what. Workers move cases and never see who sent them; intake writes contacts and
 * cannot read them; the desk sees what its scope allows and nothing where no scope is set.
 */
export class Access1700000000005 implements MigrationInterface {
  name = 'Access1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A scope is a list of codes, or * for all; unset is nothing at all.
      CREATE FUNCTION kip_scope(name text) RETURNS text[] LANGUAGE sql STABLE AS $$
        SELECT coalesce(string_to_array(nullif(current_setting('kip.' || name, true), ''), ','), '{}')
      $$;
      CREATE FUNCTION kip_in_scope(name text, code text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT kip_scope(name) && ARRAY['*', code]
      $$;

      GRANT SELECT, INSERT, UPDATE ON reports, cycles, legs, pauses, extensions, alarms, ratings, links,
        facts, deliveries TO kip_worker, kip_intake, kip_desk;
      GRANT SELECT, INSERT ON events TO kip_worker, kip_intake, kip_desk;
      GRANT SELECT ON attachments TO kip_worker, kip_intake, kip_desk;
      GRANT DELETE ON deliveries TO kip_worker;
      GRANT SELECT, INSERT, UPDATE ON corrections TO kip_desk;
      GRANT SELECT, INSERT ON idempotency_keys TO kip_intake, kip_desk;
      GRANT INSERT ON contacts TO kip_intake;
      GRANT SELECT, INSERT ON contacts TO kip_desk;

      ALTER TABLE reports ENABLE ROW LEVEL SECURITY;
      ALTER TABLE reports FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON reports TO kip_worker, kip_intake USING (true);
      CREATE POLICY desk ON reports TO kip_desk USING (
        kip_in_scope('streams', stream_code)
        AND (
          kip_in_scope('units', unit_code)
          OR (state = 'offered' AND kip_in_scope('networks', network_code))
          OR EXISTS (SELECT FROM legs WHERE legs.report_id = reports.id AND kip_in_scope('units', legs.unit_code))
        )
      );

      ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;
      ALTER TABLE contacts FORCE ROW LEVEL SECURITY;
      CREATE POLICY machine ON contacts TO kip_intake USING (true);
      CREATE POLICY desk_writes ON contacts FOR INSERT TO kip_desk WITH CHECK (true);
      CREATE POLICY desk_reads ON contacts FOR SELECT TO kip_desk USING (
        kip_in_scope('contacts', NULL) AND EXISTS (SELECT FROM reports WHERE reports.id = contacts.report_id)
      );
    `);
    for (const table of OF_A_REPORT) {
      // A unit sees its own legs and no other's; everything else follows the report.
      const seen =
        table === 'legs'
          ? `kip_in_scope('units', unit_code)`
          : `EXISTS (SELECT FROM reports WHERE reports.id = ${table}.report_id)`;
      await runner.query(`
        ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY machine ON ${table} TO kip_worker, kip_intake USING (true);
        CREATE POLICY desk ON ${table} TO kip_desk USING (${seen})
          WITH CHECK (true);
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['reports', 'contacts', ...OF_A_REPORT]) {
      await runner.query(`
        DROP POLICY IF EXISTS machine ON ${table}; DROP POLICY IF EXISTS desk ON ${table};
        DROP POLICY IF EXISTS desk_writes ON ${table}; DROP POLICY IF EXISTS desk_reads ON ${table};
        ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;
        REVOKE ALL ON ${table} FROM kip_worker, kip_intake, kip_desk;
      `);
    }
    await runner.query('DROP FUNCTION kip_in_scope; DROP FUNCTION kip_scope;');
  }
}
