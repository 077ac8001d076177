import { type DeskPerson } from '#libs/access';
import { Needs } from '#libs/http';
import { markPresence, presences } from '#libs/store';
import { Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { DeskWork } from '../desk-work.js';
import { Person, Visiting } from '../door/desk.guard.js';
import { type Visitor } from '../door/door.js';
import { LiveHub } from './live-hub.js';
import { LiveStream } from './live-stream.js';
import { PresenceView } from './live.dto.js';
import { othersLooking } from './presence.js';

/** What happens to the cases that somebody sees, told while it happens. */
@ApiTags('live')
@Controller('v1/desk')
export class LiveController {
  constructor(
    private readonly hub: LiveHub,
    private readonly work: DeskWork,
  ) {}

  @Get('live')
  @Needs('use_desk')
  @ApiOperation({
    operationId: 'live',
    description:
      'Server-sent events. `ready`: it has begun, read what you show. `case`: {report, version, kind, at} ' +
      'of each event of a case in sight. `presence`: {report, others} of a case that you have open. ' +
      '`reset`: read again what you show. It ends with the session.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async live(
    @Visiting() { person, session }: Visitor,
    @Headers('last-event-id') lastId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const owner = session?.id ?? `person ${person.code}`;
    this.hub.demandRoom(owner);
    const stream = new LiveStream(owner, session?.id ?? null, person, reply.raw);
    const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    reply.hijack();
    reply.raw.on('close', () => {
      this.hub.leave(stream);
    });
    reply.raw.writeHead(200, {
      ...Object.fromEntries(headers),
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // A proxy that gathers what it is sent would hold news back.
      'X-Accel-Buffering': 'no',
    });
    try {
      await this.hub.join(stream, lastId);
    } catch {
      // The answer has begun: its end says that it could not go on, and the client comes again.
      stream.end();
    }
  }

  /** Says that the person has the case open: again every 20 seconds, for it holds for 45. */
  @Post('reports/:code/presence')
  @HttpCode(200)
  @Needs('use_desk')
  @ApiOperation({ operationId: 'markPresence' })
  @ApiOkResponse({ type: PresenceView })
  async present(@Person() person: DeskPerson, @Param('code') code: string): Promise<PresenceView> {
    return this.work.onSight(person, code, async (tx, reference, report) => {
      await markPresence(tx, report.id, person.code);
      const all = await presences(tx, report.id);
      return { others: othersLooking(person, code, all, reference) };
    });
  }
}
