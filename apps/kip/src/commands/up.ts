import { type Config, stopSignal, untilStopped } from '#libs/config';
import { sheddingOf } from '#libs/http';
import { openEngine, requireSafeQueues } from '#libs/queue';
import { requireDurable, requireNoFaults } from '#libs/store';
import { type Watch, openWatch } from '#libs/watch';
import { serve } from '../all-in-one.js';
import { type Installation, prepare } from '../installation.js';
import { type CommonOptions, answer, answerJson, tell, withInstallation } from './frame.js';

/** `kip up`: the whole system in one process, until it is asked to end. */
export async function up(options: CommonOptions): Promise<number> {
  const stop = stopSignal();
  const work = async (installation: Installation, config: Config): Promise<number> => {
    await prepare(installation, options.demo ? 'simulated' : 'real');
    await requireNoFaults(installation.store);
    await requireDurable(installation.store);
    const watch = await openWatch('kip', config);
    try {
      await serveUntil(stop, installation, config, watch, options.json ?? false);
    } finally {
      await watch.close();
    }
    return 0;
  };
  return withInstallation(options, work, stop);
}

async function serveUntil(
  stop: AbortSignal,
  installation: Installation,
  config: Config,
  watch: Watch,
  json: boolean,
): Promise<void> {
  const engine = openEngine(config, installation.url, watch.trouble('queues'));
  await requireSafeQueues(engine);
  const serving = await serve(installation, config, engine, watch, tell, sheddingOf(config));
  const { intakeUrl, deskUrl } = serving;
  if (json) {
    const { metricsUrl: metrics } = watch;
    answerJson({ database: installation.name, intake: intakeUrl, desk: deskUrl, metrics });
  } else {
    answer(servingText(installation.name, intakeUrl, deskUrl, config.deskKey));
    watch.tellWhere();
  }
  await untilStopped(stop);
  tell('ending what is under way');
  await serving.stop();
}

/** Where what is served is found, and with which key. */
export function servingText(
  name: string,
  intakeUrl: string,
  deskUrl: string,
  deskKey: string,
): string {
  return [
    `Kịp works on ${name}`,
    `  citizens  ${intakeUrl}/docs`,
    `  desk      ${deskUrl}/docs`,
    `  Desk-Key  ${deskKey}`,
    'Ctrl-C ends it.',
  ].join('\n');
}
