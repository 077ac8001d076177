import { AreaCollection, PublicReference } from '#libs/dto';
import { ForAnybody, KeptAnswers, answerKept } from '#libs/http';
import { areaCollection } from '#libs/map';
import { type Reference, ReferenceCache } from '#libs/store';
import { Controller, Get, Header, Headers, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Ways } from '../ways.js';
import { About } from './about.js';
import { publicReference } from './reference.view.js';

/** The same for everybody: whoever stands between may answer again with it for a minute. */
const KEPT = 'public, max-age=60';

/** What a citizen's page needs to know before anybody has written a word. */
@ApiTags('public')
@Controller('v1/public')
export class PublicReferenceController {
  private readonly answers: KeptAnswers<Reference, PublicReference>;
  private readonly maps: KeptAnswers<Reference, AreaCollection>;

  constructor(
    private readonly reference: ReferenceCache,
    about: About,
    ways: Ways,
  ) {
    this.answers = new KeptAnswers((reference) => publicReference(reference, about, ways));
    this.maps = new KeptAnswers((reference) => areaCollection(about.map.placed(reference)));
  }

  @Get('reference')
  @ForAnybody()
  @Header('Cache-Control', KEPT)
  @ApiOperation({ operationId: 'publicReference' })
  @ApiOkResponse({ type: PublicReference, description: 'With an ETag' })
  async all(
    @Headers('if-none-match') asked: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicReference | undefined> {
    return answerKept(this.answers.of(await this.reference.get()), asked, reply);
  }

  @Get('areas')
  @ForAnybody()
  @Header('Cache-Control', KEPT)
  @ApiOperation({ operationId: 'publicAreas' })
  @ApiOkResponse({ type: AreaCollection, description: 'With an ETag' })
  async areas(
    @Headers('if-none-match') asked: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AreaCollection | undefined> {
    return answerKept(this.maps.of(await this.reference.get()), asked, reply);
  }
}
