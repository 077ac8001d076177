import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What an administrator keeps: who works where, what may be reported, and by which clock. */
export class Reference1700000000002 implements MigrationInterface {
  name = 'Reference1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_revisions (
        id text PRIMARY KEY,
        code text NOT NULL,
        revision integer NOT NULL,
        body jsonb NOT NULL,
        current boolean NOT NULL,
        UNIQUE (code, revision)
      );
      CREATE UNIQUE INDEX calendar_current ON calendar_revisions (code) WHERE current;

      CREATE TABLE policy_revisions (
        id text PRIMARY KEY,
        code text NOT NULL,
        revision integer NOT NULL,
        name jsonb NOT NULL,
        body jsonb NOT NULL,
        current boolean NOT NULL,
        UNIQUE (code, revision)
      );
      CREATE UNIQUE INDEX policy_current ON policy_revisions (code) WHERE current;

      CREATE TABLE streams (
        code text PRIMARY KEY,
        prefix text NOT NULL UNIQUE CHECK (prefix ~ '^[A-Z]{2}$'),
        name jsonb NOT NULL,
        zone text NOT NULL,
        default_policy text NOT NULL,
        publication text NOT NULL CHECK (publication IN ('public', 'private')),
        rating_window_days integer NOT NULL CHECK (rating_window_days > 0),
        reopen_window_days integer NOT NULL CHECK (reopen_window_days > 0),
        form jsonb NOT NULL,
        evidence jsonb NOT NULL
      );
      CREATE TABLE units (
        code text PRIMARY KEY,
        name jsonb NOT NULL,
        kind text NOT NULL CHECK (kind IN ('agency', 'enterprise', 'organisation')),
        parent_code text REFERENCES units,
        calendar_code text NOT NULL,
        illustrative boolean NOT NULL
      );
      CREATE TABLE networks (
        code text PRIMARY KEY,
        name jsonb NOT NULL,
        lead_code text NOT NULL REFERENCES units,
        unit_codes text[] NOT NULL CHECK (lead_code = ANY (unit_codes))
      );
      CREATE TABLE people (
        code text PRIMARY KEY,
        name text NOT NULL,
        email text NOT NULL,
        role text NOT NULL CHECK (role IN ('operator', 'unit_staff', 'supervisor', 'moderator', 'admin')),
        unit_code text REFERENCES units,
        illustrative boolean NOT NULL,
        CHECK ((role = 'unit_staff') <= (unit_code IS NOT NULL))
      );
      CREATE TABLE areas (
        code text PRIMARY KEY,
        name jsonb NOT NULL,
        kind text NOT NULL CHECK (kind IN ('ward', 'commune')),
        valid_from date NOT NULL,
        valid_until date,
        lat double precision NOT NULL,
        lon double precision NOT NULL
      );
      CREATE TABLE categories (
        code text PRIMARY KEY,
        parent_code text REFERENCES categories,
        stream_code text NOT NULL REFERENCES streams,
        name jsonb NOT NULL,
        phrase jsonb,
        priority text NOT NULL CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
        policy_code text,
        network_code text REFERENCES networks,
        sensitive boolean NOT NULL,
        keywords text[] NOT NULL,
        form jsonb NOT NULL
      );
      CREATE TABLE routing_rules (
        code text PRIMARY KEY,
        stream_code text REFERENCES streams,
        category_code text REFERENCES categories,
        area_code text REFERENCES areas,
        network_code text REFERENCES networks,
        priority text,
        time jsonb,
        to_unit text REFERENCES units,
        to_network text REFERENCES networks,
        rank integer NOT NULL,
        reason jsonb NOT NULL,
        CHECK ((to_unit IS NULL) <> (to_network IS NULL))
      );
      CREATE TABLE sensitive_words (phrase text PRIMARY KEY, reason jsonb NOT NULL);

      GRANT SELECT ON calendar_revisions, policy_revisions, streams, units, networks, people, areas,
        categories, routing_rules, sensitive_words TO kip_worker, kip_intake, kip_desk;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE sensitive_words, routing_rules, categories, areas, people, networks, units, streams,
        policy_revisions, calendar_revisions;
    `);
  }
}
