import { productVersion } from '#libs/config';
import { Needs } from '#libs/http';
import {
  SHORT_MS,
  Store,
  deliveryFigures,
  installationFacts,
  messageFigures,
  runningFigures,
  sealHead,
  sealWaiting,
} from '#libs/store';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SystemView } from './system.dto.js';

/** How the installation fares: what `kip doctor` and the metrics tell, as far as the database knows. */
@ApiTags('admin')
@Controller('v1/desk/system')
export class SystemController {
  private readonly version = productVersion();

  constructor(private readonly store: Store) {}

  @Get()
  @Needs('read_queues')
  @ApiOperation({ operationId: 'readSystem' })
  @ApiOkResponse({ type: SystemView })
  async read(): Promise<SystemView> {
    const messages = await this.store.transaction(
      { role: 'post', withinMs: SHORT_MS },
      messageFigures,
    );
    return this.store.transaction({ role: 'worker', withinMs: SHORT_MS }, async (tx) => {
      const { version: postgres, kind } = await installationFacts(tx);
      const { pending, enqueued, dead, oldestSeconds } = await deliveryFigures(tx);
      const running = await runningFigures(tx);
      const { waiting, waitingSeconds } = await sealWaiting(tx);
      return {
        ...{ version: this.version, postgres, kind, now: tx.now },
        deliveries: { pending, enqueued, dead, oldest_seconds: oldestSeconds },
        ticks: { due: running.due, late_seconds: running.dueSeconds },
        seals: {
          number: (await sealHead(tx))?.number ?? 0,
          waiting,
          waiting_seconds: waitingSeconds,
        },
        mail: {
          pending: running.pending + messages.pending,
          failed: running.failed + messages.failed,
          nobody: running.nobody,
        },
      };
    });
  }
}
