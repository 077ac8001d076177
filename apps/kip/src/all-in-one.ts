import { type Config } from '#libs/config';
import { CAPTCHA_WITHIN_MS, type Shedding, createHttpApp, listen } from '#libs/http';
import { AreaMap, tileSources } from '#libs/map';
import { openMedia } from '#libs/media';
import { Outgoing } from '#libs/outgoing';
import { type Engine, QueueModule, TickRequests, measureQueues, openCounts } from '#libs/queue';
import { type Watch } from '#libs/watch';
import { NestFactory } from '@nestjs/core';
import { startConfirming } from '../../deadlines/src/confirm.work.js';
import { deadlinesTick } from '../../deadlines/src/deadlines.work.js';
import { startForgetting } from '../../deadlines/src/forget.work.js';
import { startHooking } from '../../deadlines/src/hook.work.js';
import { linksOf } from '../../deadlines/src/link.work.js';
import { deadlinesHandlers, startMailing } from '../../deadlines/src/mail.work.js';
import { startTidying } from '../../deadlines/src/media.work.js';
import { openDeskBoard } from '../../desk/src/board.js';
import { DeskModule } from '../../desk/src/desk.module.js';
import { openDoor } from '../../desk/src/door/open-door.js';
import { deskHostBeside } from '../../desk/src/settings.js';
import { openCitizenDoor } from '../../intake/src/citizens/citizen-door.js';
import { IntakeModule } from '../../intake/src/intake.module.js';
import { startPrinting } from '../../metrics/src/documents.work.js';
import { aboutOf, pageSourcesOf } from '../../intake/src/public/about.js';
import { waysOf } from '../../intake/src/ways.js';
import { startFolding } from '../../metrics/src/fold.work.js';
import { routerHandlers } from '../../router/src/router.work.js';
import { type Installation } from './installation.js';

/** Everything in one process, running. */
export interface Serving {
  readonly intakeUrl: string;
  readonly deskUrl: string;
  /** Asks the deadlines' worker for a tick: for a clock that is moved by hand. */
  readonly ticks: TickRequests;
  /** Lets what is under way end; the installation stays open. */
  stop(): Promise<void>;
}

/**
 * Starts intake, router, deadlines and desk on one installation and its queues (which it closes), with one pool and one copy of the
 * reference data. A port that is taken is replaced by a free one, which `notice` is told. Where one
 * of them cannot start, those before it end.
 * @param shedding when intake and desk refuse, each for itself; absent: never because of too much
 */
export async function serve(
  installation: Installation,
  config: Config,
  engine: Engine,
  watch: Watch,
  notice: (text: string) => void,
  shedding?: Shedding,
): Promise<Serving> {
  const { store, reference } = installation;
  const { secret } = config;
  store.onTrouble(watch.trouble('database'));
  const tick = deadlinesTick(store, reference, watch.metrics);
  const deadlines = { tick, handlers: deadlinesHandlers(config.mail) };
  const work = { router: routerHandlers, deadlines };
  const media = openMedia(store, config.media);
  const map = AreaMap.open(config.map);
  const about = aboutOf(config, map);
  const running: { close(): Promise<void> }[] = [];
  const { trustedProxies } = config.abuse;
  const http = { watch, trustedProxies, ...(shedding && { shedding }) };
  const trouble = watch.trouble('counts');
  const counts = openCounts(config, installation.url, trouble);
  const captcha = new Outgoing(config.outgoing, { withinMs: CAPTCHA_WITHIN_MS });
  const abuse = { settings: config.abuse, counts, trouble, outgoing: captcha };
  const opened = <App extends { close(): Promise<void> }>(app: App): App => {
    running.push(app);
    return app;
  };
  const stop = async (): Promise<void> => {
    for (const app of running) await app.close();
    media.close();
    await counts?.close();
    await captcha.close();
    await engine.close();
  };
  try {
    const intake = opened(
      await createHttpApp(
        IntakeModule.with({
          ...{ store, reference, media, secret, abuse, ways: waysOf(config), about },
          citizens: openCitizenDoor(config, store),
        }),
        { ...http, sources: pageSourcesOf(about), pages: 'citizen' },
      ),
    );
    const open = openDoor(config, store, reference);
    const { outgoing } = config;
    const board = await openDeskBoard(open.door);
    const desk = opened(
      await createHttpApp(
        DeskModule.with({ store, reference, media, secret, open, outgoing, map }),
        {
          ...http,
          sources: tileSources(map.tiles),
          asksFor: open.door.asksFor,
          pages: 'staff',
          mount: board.mount,
        },
      ),
    );
    const workers = opened(
      await NestFactory.createApplicationContext(
        QueueModule.on({ store, reference, engine }, work),
        { logger: watch.log },
      ),
    );
    const mailing = startMailing(store, reference, config.mail, {
      secret,
      links: linksOf(config),
      metrics: watch.metrics,
    });
    opened({ close: () => mailing.stop() });
    const hooking = startHooking(store, reference, config);
    opened({ close: () => hooking.stop() });
    const confirming = startConfirming(store, config);
    opened({ close: () => confirming.stop() });
    const forgetting = startForgetting(store, reference);
    opened({ close: () => forgetting.stop() });
    const folding = startFolding(store, watch.metrics);
    opened({ close: () => folding.stop() });
    const printing = startPrinting(store, reference);
    opened({ close: () => printing.stop() });
    const tidying = startTidying(media, store);
    opened({ close: () => tidying.stop() });
    measureQueues(workers, store, watch.metrics);
    board.show(workers);
    // The first who comes waits neither for what is still being set up nor for the reference data.
    map.demandKnown(await reference.get());
    const intakeAt = await listen(intake, config.host, config.intakePort);
    const deskAt = await listen(desk, deskHostBeside(config), config.deskPort);
    for (const told of [intakeAt.notice, deskAt.notice]) if (told !== null) notice(told);
    return { intakeUrl: intakeAt.url, deskUrl: deskAt.url, ticks: workers.get(TickRequests), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
