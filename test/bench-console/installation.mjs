import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NO_LIMITS, readConfig } from '#libs/config';
import { openEngine } from '#libs/queue';
import { openWatch } from '#libs/watch';
import { serve } from '../../dist/apps/kip/src/all-in-one.js';
import { fill } from '../../dist/apps/kip/src/bench/filling.js';
import { startServers } from '../../dist/apps/kip/src/bench/servers.js';
import {
  DEMO_PASSWORD,
  demoSignIn,
  openDemoAccounts,
} from '../../dist/apps/kip/src/demo/accounts.js';

const SEED = 2026;

/** Files a report that no rule knows by its words: it waits at triage. */
async function fileVague(intakeUrl, number) {
  const response = await fetch(`${intakeUrl}/v1/reports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    body: JSON.stringify({
      text: `Có món đồ lạ thứ ${number} nằm ở lề phố`,
      address: `${number} Chợ Đông Ba`,
    }),
  });
  if (response.status !== 201) throw new Error(await response.text());
}

/**
 * An installation of its own with so many reports, and some that wait at triage.
 * @param tell is told what is being done
 */
export async function startFilled({ rows, acts }, tell) {
  const servers = await startServers(false, 10);
  const home = await mkdtemp(path.join(tmpdir(), 'kip-bench-console-'));
  const open = [() => servers.close(), () => rm(home, { recursive: true, force: true })];
  const stop = async () => {
    for (const close of open.splice(0).reverse()) await close();
  };
  try {
    const { store } = servers;
    const reference = await servers.reference.get();
    tell(`filling in ${rows} reports`);
    const plan = { reports: rows, now: new Date(), seed: SEED };
    await fill(store, reference, plan, () => undefined, tell);
    await openDemoAccounts(store, reference);
    const config = demoSignIn(
      readConfig({ KIP_HOME: home, KIP_PORT: '0', KIP_DESK_PORT: '0', KIP_LOG_LEVEL: 'error' }),
    );
    const settings = {
      ...config,
      abuse: { ...config.abuse, limits: NO_LIMITS, holdFloods: false },
    };
    const watch = await openWatch('kip', settings, 'error');
    open.push(() => watch.close());
    const installation = {
      ...{ url: servers.database, store, reference: servers.reference, name: 'bench' },
      close: async () => undefined,
    };
    const engine = openEngine({ redis: null }, servers.database);
    const serving = await serve(installation, settings, engine, watch, () => undefined);
    open.push(() => serving.stop());
    for (let number = 1; number <= acts; number += 1) await fileVague(serving.intakeUrl, number);
    const operator = [...reference.people.values()].find(({ role }) => role === 'operator');
    if (!operator) throw new Error('the seed has no operator');
    const { intakeUrl, deskUrl } = serving;
    return { intakeUrl, deskUrl, email: operator.email, password: DEMO_PASSWORD, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
