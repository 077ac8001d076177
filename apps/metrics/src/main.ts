import 'reflect-metadata';
import { readConfig, runProcess, serverUrl } from '#libs/config';
import { openPlace } from '#libs/queue';
import { openWatch, watchOver } from '#libs/watch';
import { startPrinting } from './documents.work.js';
import { startFolding } from './fold.work.js';

await runProcess('metrics', async (stop) => {
  const config = readConfig(process.env);
  const watch = await openWatch('metrics', config);
  const place = await openPlace(config, serverUrl(config), watch, stop);
  const folding = startFolding(place.store, watch.metrics);
  const printing = startPrinting(place.store, place.reference);
  const unwatch = watchOver('metrics');
  watch.tellWhere();
  return async () => {
    await folding.stop();
    await printing.stop();
    await place.close();
    await unwatch();
    await watch.close();
  };
});
