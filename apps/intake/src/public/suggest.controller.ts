import { SuggestBody, SuggestView } from '#libs/dto';
import { ForAnybody } from '#libs/http';
import { suggestView } from '#libs/pipeline';
import { ReferenceCache } from '#libs/store';
import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IntakeGate } from '../intake-gate.js';
import { About } from './about.js';

/** What a report may be about, while it is being written. Nothing of it is kept. */
@ApiTags('public')
@Controller('v1/public/suggest')
export class SuggestController {
  constructor(
    private readonly reference: ReferenceCache,
    private readonly gate: IntakeGate,
    private readonly about: About,
  ) {}

  @Post()
  @HttpCode(200)
  @ForAnybody()
  @ApiOperation({ operationId: 'suggest' })
  @ApiOkResponse({ type: SuggestView })
  async suggest(@Body() body: SuggestBody, @Ip() address: string): Promise<SuggestView> {
    return this.gate.ask(address, async () => {
      const reference = await this.reference.get();
      return suggestView(reference, body, this.about.map.areaOf(reference, body));
    });
  }
}
