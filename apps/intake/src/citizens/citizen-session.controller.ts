import { Problem } from '#libs/contracts';
import { AnswerWithin, ForAnybody, ForCitizens } from '#libs/http';
import { errorWords, atMostOncePerSecond } from '#libs/watch';
import { Controller, Delete, Get, HttpCode, Ip, Logger, Query, Req, Res } from '@nestjs/common';
import {
  ApiFoundResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { IntakeGate } from '../intake-gate.js';
import { type Citizen } from './citizen-door.js';
import { PerhapsDoor, SignedIn } from './citizen.guard.js';

/** The other system is asked in between, twice. */
const WITHIN_MS = 25_000;
/** Where they land who are not let in; the page says why. */
const NOT_LET_IN = '/reports?refused=';

export class ComeBackQuery {
  @ApiPropertyOptional({ description: 'Path of the page to come back to', example: '/reports' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  page?: string;
}

/** Citizens sign in with another system, and out. */
@ApiTags('citizen')
@Controller('v1/me/session')
export class CitizenSessionController {
  private readonly log = new Logger('CitizenSignIn');
  private readonly troubles = atMostOncePerSecond((text) => {
    this.log.warn(text);
  });

  constructor(
    private readonly door: PerhapsDoor,
    private readonly gate: IntakeGate,
  ) {}

  @Get('begin')
  @ForAnybody()
  @AnswerWithin(WITHIN_MS)
  @ApiOperation({ operationId: 'citizenSignIn' })
  @ApiFoundResponse({ description: 'To the other system' })
  async begin(@Query() { page }: ComeBackQuery, @Res() reply: FastifyReply): Promise<void> {
    const { url, cookie } = await this.door.demand().begin(page);
    await reply.header('Set-Cookie', cookie).redirect(url, 302);
  }

  /** A person looks at this: a refusal is a page that says so, and not a problem's JSON. */
  @Get('callback')
  @ForAnybody()
  @AnswerWithin(WITHIN_MS)
  @ApiOperation({ operationId: 'citizenSignedIn' })
  @ApiFoundResponse({ description: 'To the page they came from, with the session as a cookie' })
  async callback(
    @Req() request: FastifyRequest,
    @Ip() address: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const door = this.door.demand();
    try {
      const letIn = await this.gate.enter(address, () =>
        door.finish(request.url, request.headers.cookie),
      );
      await reply.header('Set-Cookie', [...letIn.cookies]).redirect(letIn.then, 302);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.troubles(error.code, `a citizen was not let in: ${errorWords(error.cause ?? error)}`);
      await reply.redirect(NOT_LET_IN + error.code, 302);
    }
  }

  @Delete()
  @HttpCode(204)
  @ForCitizens()
  @ApiOperation({ operationId: 'citizenSignOut' })
  @ApiNoContentResponse()
  async signOut(
    @SignedIn() citizen: Citizen,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('Set-Cookie', await this.door.demand().leave(citizen, false));
  }

  @Delete('all')
  @HttpCode(204)
  @ForCitizens()
  @ApiOperation({ operationId: 'citizenSignOutEverywhere' })
  @ApiNoContentResponse()
  async signOutEverywhere(
    @SignedIn() citizen: Citizen,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('Set-Cookie', await this.door.demand().leave(citizen, true));
  }
}
