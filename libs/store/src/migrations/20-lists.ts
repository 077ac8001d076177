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
      -- Whether a unit within the scope holds or held a report. A function, so that no plan goes through all
      -- legs at once. What is asked for each row sets nothing for itself: every name in it says its schema.
      CREATE FUNCTION kip_holding(report uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS $$
      BEGIN
        RETURN EXISTS (SELECT FROM public.legs
          WHERE report_id = report AND unit_code = ANY (public.kip_scope('units')));
      END $$;
      DROP POLICY desk ON reports;
      CREATE POLICY desk ON reports TO kip_desk USING (
        ${sees('streams', 'stream_code')} AND ${sees('areas', 'area_code')}
        AND (
          ${sees('units', 'unit_code')}
          OR (state = 'offered' AND ${sees('networks', 'network_code')})
          OR kip_holding(id)
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

      -- What a list tells of each report in it, which is in sight: whether its clock stands, and whether its
      -- open cycle has breached; and of which reports it has though their due was moved beyond an instant.
      CREATE FUNCTION kip_stopped(report uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS $$
      BEGIN
        RETURN EXISTS (SELECT FROM public.pauses WHERE report_id = report AND stops_clock AND ended_at IS NULL);
      END $$;
      CREATE FUNCTION kip_breached(report uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 AS $$
      BEGIN
        RETURN EXISTS (SELECT FROM public.cycles
          WHERE report_id = report AND ended_at IS NULL AND breached_at IS NOT NULL);
      END $$;
      CREATE FUNCTION kip_breached_ahead(at timestamptz) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public AS $$
        SELECT coalesce(array_agg(report_id), '{}') FROM cycles
          WHERE ended_at IS NULL AND breached_at IS NOT NULL AND due_at >= at
      $$;

      -- A text's words, and each two that follow each other: so a phrase is found by its pairs.
      CREATE FUNCTION kip_words(folded text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT w || ARRAY(SELECT w[i] || ' ' || w[i + 1] FROM generate_series(1, cardinality(w) - 1) i)
        FROM (SELECT string_to_array(folded, ' ')) x (w)
      $$;
      DROP INDEX search_texts_words;
      CREATE INDEX search_texts_words ON search_texts USING gin (kip_words(text));
      -- The reports whose text holds these words one after the other, as far as that many.
      CREATE FUNCTION kip_found(words text[], most integer) RETURNS SETOF uuid LANGUAGE sql STABLE
        SECURITY DEFINER SET search_path = public SET enable_seqscan = off SET work_mem = '32MB' AS $$
        SELECT report_id FROM search_texts
        WHERE kip_words(text) @> CASE WHEN cardinality(words) = 1 THEN words
            ELSE (kip_words(array_to_string(words, ' ')))[cardinality(words) + 1:] END
          AND (cardinality(words) < 3
            OR strpos(' ' || text || ' ', ' ' || array_to_string(words, ' ') || ' ') > 0)
        LIMIT most
      $$;
      -- About how many reports hold a phrase, by the share of the thousand newest that do.
      CREATE FUNCTION kip_often(phrase text) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public AS $$
        SELECT (count(*) * (SELECT greatest(reltuples, 0) FROM pg_class WHERE oid = 'search_texts'::regclass)
          / 1000)::integer
        FROM (SELECT id FROM reports ORDER BY received_at DESC LIMIT 1000) r
          JOIN search_texts s ON s.report_id = r.id WHERE strpos(' ' || s.text || ' ', phrase) > 0
      $$;
      -- Whether a report's text holds a phrase.
      CREATE FUNCTION kip_says(report uuid, phrase text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
        COST 1000 AS $$
      BEGIN
        RETURN EXISTS (SELECT FROM public.search_texts
          WHERE report_id = report AND strpos(' ' || text || ' ', phrase) > 0);
      END $$;

      -- Great circles on a ball, in metres: half a per cent off at most. Rounding may take a sine beyond one.
      CREATE FUNCTION kip_metres(lat1 float8, lon1 float8, lat2 float8, lon2 float8) RETURNS float8
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT 12742017.6 * asin(sqrt((power(sind((lat2 - lat1) / 2), 2)
          + cosd(lat1) * cosd(lat2) * power(sind((lon2 - lon1) / 2), 2)) * (1 - 1e-15)))
      $$;
      REVOKE ALL ON FUNCTION kip_holding, kip_stopped, kip_breached, kip_breached_ahead, kip_found, kip_often, kip_says
        FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_holding, kip_stopped, kip_breached, kip_breached_ahead, kip_found, kip_often, kip_says
        TO kip_desk, kip_worker;
      DROP INDEX reports_place;
      CREATE INDEX reports_open_place ON reports (lat, lon) WHERE lat IS NOT NULL AND state IN ${OPEN};

      -- What of it anybody may read, without who sent it: their name, number and addresses, wherever they wrote them.
      ALTER TABLE streams DROP CONSTRAINT streams_publication_check,
        ADD CONSTRAINT streams_publication_check CHECK (publication IN ('public', 'area', 'private'));
      CREATE FUNCTION kip_without_sender(report uuid, words text) RETURNS text LANGUAGE plpgsql STABLE
        SECURITY DEFINER SET search_path = public AS $$
      DECLARE trace text;
      BEGIN
        FOR trace IN
          SELECT regexp_replace(regexp_replace(btrim(said), '([\\\\^$.*+?()[\\]{}|])', '\\\\\\1', 'g'), '\\s+', '\\\\s+', 'g')
            FROM contacts c, unnest(ARRAY[c.name, c.email, c.address]) said
            WHERE c.report_id = report AND length(btrim(said)) > 1
          UNION ALL
          SELECT '((\\+?84|0)[ .()-]*)?' || (SELECT string_agg(digit, '[ .()-]*' ORDER BY place)
              FROM regexp_split_to_table(digits, '') WITH ORDINALITY d (digit, place))
            FROM contacts c, regexp_replace(regexp_replace(c.phone, '\\D', '', 'g'), '^(0084|84|0)', '') digits
            WHERE c.report_id = report AND length(digits) > 5
        LOOP
          words := regexp_replace(words, trace, '[…]', 'gi');
        END LOOP;
        RETURN words;
      END $$;
      REVOKE ALL ON FUNCTION kip_without_sender FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION kip_without_sender TO kip_intake;

      CREATE INDEX reports_updated ON reports (updated_at, id);
      CREATE INDEX reports_area ON reports (area_code, received_at, id);
      CREATE INDEX reports_stream ON reports (stream_code, received_at, id);
      CREATE INDEX reports_unclosed ON reports (received_at, id) WHERE state <> 'closed';
      CREATE INDEX reports_open ON reports (received_at, id) WHERE state IN ${OPEN};
      CREATE INDEX reports_resolved ON reports (received_at, id) WHERE state = 'resolved';
      CREATE INDEX reports_open_without_due ON reports (id) WHERE due_at IS NULL AND state IN ${OPEN};
      CREATE INDEX reports_unit_unclosed ON reports (unit_code, received_at, id) WHERE state <> 'closed';
      CREATE INDEX reports_unit_due ON reports (unit_code, due_at, id) WHERE due_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX reports_unit_due, reports_unit_unclosed, reports_open_without_due, reports_resolved, reports_open, reports_unclosed, reports_stream, reports_area,
        reports_updated, reports_open_place;
      CREATE INDEX reports_place ON reports USING gist (ll_to_earth(lat, lon)) WHERE lat IS NOT NULL;
      DROP INDEX search_texts_words;
      UPDATE streams SET publication = 'private' WHERE publication = 'area';
      ALTER TABLE streams DROP CONSTRAINT streams_publication_check,
        ADD CONSTRAINT streams_publication_check CHECK (publication IN ('public', 'private'));
      DROP FUNCTION kip_without_sender, kip_metres, kip_says, kip_often, kip_found, kip_words, kip_breached_ahead, kip_breached, kip_stopped;
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
      DROP FUNCTION kip_holding, kip_sees_all;
    `);
  }
}
