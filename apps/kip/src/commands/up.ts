import { type Config, stopSignal, untilStopped } from '#libs/config';
import { sheddingOf } from '#libs/http';
import { openEngine, requireSafeQueues } from '#libs/queue';
import { requireDurable, requireNoFaults } from '#libs/store';
import { type Watch, openWatch } from '#libs/watch';
import { serve } from '../all-in-one.js';
import { type Installation, prepare } from '../installation.js';
import { demoSignIn } from '../demo/accounts.js';
import { type CommonOptions, answer, answerJson, tell, withInstallation } from './frame.js';
import { servingText } from './serving-text.js';

/** `kip up`: the whole system in one process, until it is asked to end. */
export async function up(options: CommonOptions): Promise<number> {
  const stop = stopSignal();
  const work = async (installation: Installation, config: Config): Promise<number> => {
    await prepare(installation, options.demo ? 'simulated' : 'real');
    await requireNoFaults(installation.store);
    await requireDurable(installation.store);
    const watch = await openWatch('kip', config);
    try {
      const settings = options.demo ? demoSignIn(config) : config;
      await serveUntil(stop, installation, settings, watch, options);
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
  { json = false, demo = false }: CommonOptions,
): Promise<void> {
  const engine = openEngine(config, installation.url, watch.trouble('queues'));
  await requireSafeQueues(engine);
  const serving = await serve(installation, config, engine, watch, tell, sheddingOf(config));
  if (json) {
    const { intakeUrl, deskUrl } = serving;
    const { metricsUrl: metrics } = watch;
    answerJson({ database: installation.name, intake: intakeUrl, desk: deskUrl, metrics });
  } else {
    answer(await servingText(installation, serving, config, demo));
    watch.tellWhere();
  }
  await untilStopped(stop);
  tell('ending what is under way');
  await serving.stop();
}
