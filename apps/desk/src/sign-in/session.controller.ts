import { type Opened } from '#libs/access';
import { Problem } from '#libs/contracts';
import { RIGHTS, type Right, holds } from '#libs/domain';
import { ForAnybody, InSession } from '#libs/http';
import { Store, sessionsOf } from '#libs/store';
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Res,
} from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { validate as isUuid } from 'uuid';
import { DOOR, Visiting } from '../door/desk.guard.js';
import { type Door, type Visitor, type VisitorSession } from '../door/door.js';
import { type SigningIn } from '../door/open-door.js';
import {
  CodeBody,
  FactorSetView,
  NewFactorView,
  SessionList,
  SessionView,
  SignInBody,
} from './session.dto.js';

export const SIGNING_IN = Symbol('what signing in takes');

function sessionOf({ session }: Visitor): VisitorSession {
  if (!session) throw new Error('a session without its door');
  return session;
}

function viewOf(visitor: Visitor): SessionView {
  const { person, session } = { ...visitor, session: sessionOf(visitor) };
  const { role } = person.actor;
  const names = Object.keys(RIGHTS) as Right[];
  return {
    person: { code: person.code, name: person.name, role },
    ...{ stage: session.stage, csrf_token: session.csrf, expires_at: session.expiresAt },
    rights: session.stage === 'ready' ? names.filter((right) => holds(role, right)) : [],
  };
}

/** Signing in and out: a password, then a second factor. */
@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly store: Store,
    @Inject(DOOR) private readonly door: Door,
    @Inject(SIGNING_IN) private readonly parts: SigningIn,
  ) {}

  @Post()
  @HttpCode(200)
  @ForAnybody()
  @ApiOperation({ operationId: 'signIn' })
  @ApiOkResponse({ type: SessionView, description: 'With the session as a cookie' })
  async signIn(
    @Body() { email, password }: SignInBody,
    @Headers('user-agent') agent: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.open(await this.parts.signIn.withPassword(email, password, agent ?? ''), reply);
  }

  @Post('code')
  @HttpCode(200)
  @InSession('code')
  @ApiOperation({ operationId: 'giveCode' })
  @ApiOkResponse({ type: SessionView, description: 'The session goes on under another cookie' })
  async code(
    @Visiting() visitor: Visitor,
    @Body() { code }: CodeBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.open(await this.parts.signIn.withCode(this.known(visitor), code), reply);
  }

  @Post('factor')
  @HttpCode(200)
  @InSession('enrol', 'ready')
  @ApiOperation({ operationId: 'beginFactor' })
  @ApiOkResponse({ type: NewFactorView })
  async beginFactor(@Visiting() { person }: Visitor): Promise<NewFactorView> {
    return this.parts.signIn.beginFactor(person.code);
  }

  @Post('factor/confirm')
  @HttpCode(200)
  @InSession('enrol', 'ready')
  @ApiOperation({ operationId: 'confirmFactor' })
  @ApiOkResponse({ type: FactorSetView })
  async confirmFactor(
    @Visiting() visitor: Visitor,
    @Body() { code }: CodeBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FactorSetView> {
    const opened = await this.parts.signIn.confirmFactor(this.known(visitor), code);
    return { session: await this.open(opened, reply), recovery_codes: opened.recoveryCodes };
  }

  @Get()
  @InSession('code', 'enrol', 'ready')
  @ApiOperation({ operationId: 'readSession' })
  @ApiOkResponse({ type: SessionView })
  read(@Visiting() visitor: Visitor): SessionView {
    return viewOf(visitor);
  }

  @Delete()
  @HttpCode(204)
  @InSession('code', 'enrol', 'ready')
  @ApiOperation({ operationId: 'signOut' })
  @ApiNoContentResponse()
  async signOut(
    @Visiting() visitor: Visitor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { id, personCode } = this.known(visitor);
    await this.parts.signIn.end(personCode, id);
    void reply.header('Set-Cookie', this.parts.cookie.clear());
  }

  @Get('all')
  @InSession('ready')
  @ApiOperation({ operationId: 'listSessions' })
  @ApiOkResponse({ type: SessionList })
  async all(@Visiting() visitor: Visitor): Promise<SessionList> {
    const { id, personCode } = this.known(visitor);
    const lines = await this.store.transaction({ role: 'door' }, (tx) =>
      sessionsOf(tx, personCode),
    );
    return {
      items: lines.map((line) => ({
        ...{ id: line.id, agent: line.agent, way: line.way, current: line.id === id },
        ...{ made_at: line.madeAt, seen_at: line.seenAt },
      })),
    };
  }

  @Delete('all')
  @HttpCode(204)
  @InSession('ready')
  @ApiOperation({ operationId: 'signOutEverywhere' })
  @ApiNoContentResponse()
  async endAll(
    @Visiting() { person }: Visitor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.parts.signIn.end(person.code, null);
    void reply.header('Set-Cookie', this.parts.cookie.clear());
  }

  @Delete('all/:id')
  @HttpCode(204)
  @InSession('ready')
  @ApiOperation({ operationId: 'endSession' })
  @ApiParam({ name: 'id', type: String })
  @ApiNoContentResponse()
  async endOne(@Visiting() { person }: Visitor, @Param('id') id: string): Promise<void> {
    const ended = isUuid(id) ? await this.parts.signIn.end(person.code, id) : 0;
    if (ended === 0) throw new Problem('not_found', `no session ${id}`);
  }

  private known(visitor: Visitor): { id: string; personCode: string } {
    return { id: sessionOf(visitor).id, personCode: visitor.person.code };
  }

  /** Hands the session over as a cookie, and tells what it is. */
  private async open({ token }: Opened, reply: FastifyReply): Promise<SessionView> {
    const { cookie } = this.parts;
    const written = cookie.write(token);
    const visitor = await this.door.enter({ method: 'GET', headers: { cookie: written } });
    void reply.header('Set-Cookie', written);
    return viewOf(visitor);
  }
}
