import { UploadedPhoto } from '#libs/dto';
import { ForAnybody, TakesUpload, uploadedFile } from '#libs/http';
import { Media, uploadView } from '#libs/media';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { IntakeGate } from './intake-gate.js';

/** Photos come before their report: they are uploaded, and the report then names them. */
@ApiTags('citizen')
@Controller('v1/uploads')
export class UploadsController {
  constructor(
    private readonly media: Media,
    private readonly gate: IntakeGate,
  ) {}

  @Post()
  @HttpCode(201)
  @ForAnybody()
  @TakesUpload()
  @ApiOperation({ operationId: 'uploadPhoto' })
  @ApiCreatedResponse({ type: UploadedPhoto })
  async upload(@Req() request: FastifyRequest): Promise<UploadedPhoto> {
    return this.gate.upload(request.ip, async () =>
      uploadView(await this.media.upload(await uploadedFile(request), null)),
    );
  }
}
