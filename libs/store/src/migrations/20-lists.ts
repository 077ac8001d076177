import { type MigrationInterface, type QueryRunner } from 'typeorm';

const OPEN = `('received', 'in_review', 'offered', 'assigned', 'in_progress', 'waiting')`;

/** Asked once for a statement and not for each row; the planner takes it for a constant. */
const sees = (name: string, column: string): string =>
  `((SELECT kip_sees_all('${name}')) OR ${column} = ANY ((SELECT kip_scope('${name}'))::text[]))`;

/**
 * What lists, searches and looks around a place find their reports by, at a million of them. Row security
 * lets the planner use an index only for what cannot tell of a row that is out of sight (equality and order
 * can, containment of words cannot), so that words are looked up by a function, which gives ids alone.
 */
export class Lists1700000000020 implements MigrationInterface {
  name = 'Lists1700000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION kip_sees_all(name text) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT '*' = ANY (kip_scope(name))
      $$;
      DROP POLICY desk ON reports;
      CREATE POLICY desk ON reports TO kip_desk USING (
        ${sees('streams', 'stream_code')} AND ${sees('areas', 'area_code')}
        AND (
          ${sees('units', 'unit_code')}
          OR (state = 'offered' AND ${sees('networks', 'network_code')})
          OR EXISTS (SELECT FROM legs WHERE legs.report_id = reports.id AND ${sees('units', 'legs.unit_code')})
        )
      );
      DROP POLICY desk ON legs;
      CREATE POLICY desk ON legs TO kip_desk USING (${sees('units', 'unit_code')}) WITH CHECK (true);

      -- Of a unit that no longer has the report, on its last leg: when the report was received. So a unit's
      -- list is what it has, by reports, and what it has passed on, by this, both in the order of receipt.
      ALTER TABLE legs ADD COLUMN passed_on timestamptz(3);
      CREATE FUNCTION kip_pass_on() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
      BEGIN
        UPDATE legs l SET passed_on = x.passed_on FROM (
          SELECT id, CASE WHEN unit_code <> NEW.unit_code
            AND number = max(number) OVER (PARTITION BY unit_code) THEN NEW.received_at END AS passed_on
          FROM legs WHERE report_id = NEW.id
        ) x WHERE l.id = x.id AND l.passed_on IS DISTINCT FROM x.passed_on;
        RETURN NULL;
      END $$;
      CREATE TRIGGER reports_passed_on_new AFTER INSERT ON reports
        FOR EACH ROW WHEN (NEW.unit_code IS NOT NULL) EXECUTE FUNCTION kip_pass_on();
      CREATE TRIGGER reports_passed_on AFTER UPDATE OF unit_code, received_at ON reports FOR EACH ROW
        WHEN (NEW.unit_code IS NOT NULL AND (OLD.unit_code IS NOT NULL AND OLD.unit_code <> NEW.unit_code
          OR OLD.received_at <> NEW.received_at)) EXECUTE FUNCTION kip_pass_on();
      UPDATE legs l SET passed_on = r.received_at FROM reports r
        WHERE r.id = l.report_id AND r.unit_code <> l.unit_code AND NOT EXISTS (
          SELECT FROM legs later WHERE later.report_id = l.report_id AND later.unit_code = l.unit_code
            AND later.number > l.number);
      CREATE INDEX legs_passed_on ON legs (unit_code, passed_on, report_id) WHERE passed_on IS NOT NULL;

      DROP INDEX search_texts_words;
      CREATE INDEX search_texts_words ON search_texts USING gin (string_to_array(text, ' '));
      -- The reports whose text holds these words one after the other, as far as that many.
      CREATE FUNCTION kip_found(words text[], most integer) RETURNS SETOF uuid LANGUAGE sql STABLE
        SECURITY DEFINER SET search_path = public SET enable_seqscan = off SET jit = off AS $$
        SELECT report_id FROM search_texts WHERE string_to_array(text, ' ') @> words
          AND (cardinality(words) = 1 OR strpos(' ' || text || ' ', ' ' || array_to_string(words, ' ') || ' ') > 0)
        LIMIT most
      $$;
      REVOKE ALL ON FUNCTION kip_found FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_found TO kip_desk, kip_worker;

      -- Great circles on a ball, in metres: half a per cent off at most.
      CREATE FUNCTION kip_metres(lat1 float8, lon1 float8, lat2 float8, lon2 float8) RETURNS float8
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT 12742017.6 * asin(least(1, sqrt(power(sind((lat2 - lat1) / 2), 2)
          + cosd(lat1) * cosd(lat2) * power(sind((lon2 - lon1) / 2), 2))))
      $$;
      DROP INDEX reports_place;
      CREATE INDEX reports_open_place ON reports (lat, lon) WHERE lat IS NOT NULL AND state IN ${OPEN};

      CREATE INDEX reports_updated ON reports (updated_at, id);
      CREATE INDEX reports_area ON reports (area_code, received_at, id);
      CREATE INDEX reports_stream ON reports (stream_code, received_at, id);
      CREATE INDEX reports_unclosed ON reports (received_at, id) WHERE state <> 'closed';
      CREATE INDEX reports_open_without_due ON reports (id) WHERE due_at IS NULL AND state IN ${OPEN};
      CREATE INDEX reports_unit_due ON reports (unit_code, due_at, id) WHERE due_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX reports_unit_due, reports_open_without_due, reports_unclosed, reports_stream, reports_area,
        reports_updated, reports_open_place;
      CREATE INDEX reports_place ON reports USING gist (ll_to_earth(lat, lon)) WHERE lat IS NOT NULL;
      DROP FUNCTION kip_metres, kip_found;
      DROP INDEX search_texts_words;
      CREATE INDEX search_texts_words ON search_texts USING gin (text gin_trgm_ops);
      DROP TRIGGER reports_passed_on ON reports;
      DROP TRIGGER reports_passed_on_new ON reports;
      DROP FUNCTION kip_pass_on;
      ALTER TABLE legs DROP COLUMN passed_on;
      DROP POLICY desk ON legs;
      CREATE POLICY desk ON legs TO kip_desk USING (kip_in_scope('units', unit_code)) WITH CHECK (true);
      DROP POLICY desk ON reports;
      CREATE POLICY desk ON reports TO kip_desk USING (
        kip_in_scope('streams', stream_code) AND kip_in_scope('areas', area_code)
        AND (
          kip_in_scope('units', unit_code)
          OR (state = 'offered' AND kip_in_scope('networks', network_code))
          OR EXISTS (SELECT FROM legs WHERE legs.report_id = reports.id AND kip_in_scope('units', legs.unit_code))
        )
      );
      DROP FUNCTION kip_sees_all;
    `);
  }
}
