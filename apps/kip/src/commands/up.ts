import { stopSignal, untilStopped } from '#libs/config';
import { serve } from '../all-in-one.js';
import { openEngine } from '#libs/queue';
import { prepare } from '../installation.js';

import { type CommonOptions, answer, answerJson, tell, withInstallation } from './frame.js';

/** `kip up`: the whole system in one process, until it is asked to end. */
export async function up(options: CommonOptions): Promise<number> {
  const stop = stopSignal();
  return withInstallation(options, async (installation, config) => {
    await prepare(installation, options.demo ? 'simulated' : 'real');
    const serving = await serve(installation, config, openEngine(config, installation.url), tell);
    const { intakeUrl, deskUrl } = serving;
    if (options.json) {
      answerJson({ database: installation.name, intake: intakeUrl, desk: deskUrl });
    } else {
      answer(servingText(installation.name, intakeUrl, deskUrl, config.deskKey));
    }
    await untilStopped(stop);
    tell('ending what is under way');
    await serving.stop();
    return 0;
  });
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
