import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What an administrator looks at: who did what, what was given up, whether the seals hold. */
export class Administering1700000000031 implements MigrationInterface {
  name = 'Administering1700000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What one person of the desk did; a reporter's and the machine's acts have no person.
      CREATE INDEX events_person ON events (actor_person, id) WHERE actor_person IS NOT NULL;
      -- Who put a dead letter on its way again, or gave it up, stands with the other such acts.
      GRANT INSERT ON access_events TO kip_worker;
      GRANT SELECT (kind) ON installation TO kip_worker;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      REVOKE SELECT (kind) ON installation FROM kip_worker;
      REVOKE INSERT ON access_events FROM kip_worker;
      DROP INDEX events_person;
    `);
  }
}
