import { type DeskPerson } from '#libs/access';
import { type RunningClock, runningClocks } from '#libs/domain';
import { Needs } from '#libs/http';
import { findReport } from '#libs/store';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { type ClockRunning, ClocksQuery, RunningClocks } from './clocks.dto.js';

/** For so long it is told when a clock counts: over a night, and over a page that is not read again. */
const AHEAD_MS = 48 * 3_600_000;

const minutes = (ms: number): number => Math.floor(ms / 60_000);

function viewOf({ account, dayMs, counts }: RunningClock): ClockRunning {
  const { subject, unitCode, clock, standing, leftMs, lateMs, calendar } = account;
  return {
    ...{ subject, unit: unitCode, due_at: clock.dueAt, standing },
    ...{
      left_minutes: minutes(leftMs),
      late_minutes: minutes(lateMs),
      day_minutes: minutes(dayMs),
    },
    counts: counts.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
    zone: calendar.revision.zone,
  };
}

/** How long is left, of many cases at once: for lists that are worked off. Those not in sight are left out. */
@ApiTags('reports')
@Controller('v1/desk/clocks')
export class ClocksController {
  constructor(private readonly work: DeskWork) {}

  @Get()
  @Needs('read_cases')
  @ApiOperation({ operationId: 'runningClocks' })
  @ApiOkResponse({ type: RunningClocks })
  async running(
    @Person() person: DeskPerson,
    @Query() { code: codes }: ClocksQuery,
  ): Promise<RunningClocks> {
    return this.work.steadily(person, async (tx, { book }) => {
      const items: RunningClocks['items'][number][] = [];
      for (const code of new Set(codes)) {
        const report = await findReport(tx, { code });
        // A list may hold what went out of sight a moment ago.
        if (!report) continue;
        const clocks = runningClocks(report, book, tx.now, AHEAD_MS).map(viewOf);
        items.push({ code, clocks });
      }
      return { as_of: tx.now, items };
    });
  }
}
