import { type DeskPerson } from '#libs/access';
import { UploadedPhoto } from '#libs/dto';
import { Needs, TakesUpload, uploadedFile } from '#libs/http';
import { Media, uploadView } from '#libs/media';
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyRequest } from 'fastify';
import { Person } from '../door/desk.guard.js';

/** Photos of results, and those that a caller has sent: uploaded here, named by what follows. */
@ApiTags('photos')
@Controller('v1/desk/uploads')
export class DeskUploadsController {
  constructor(private readonly media: Media) {}

  @Post()
  @HttpCode(201)
  @Needs('work_cases')
  @TakesUpload()
  @ApiOperation({ operationId: 'uploadDeskPhoto' })
  @ApiCreatedResponse({ type: UploadedPhoto })
  async upload(
    @Person() { code }: DeskPerson,
    @Req() request: FastifyRequest,
  ): Promise<UploadedPhoto> {
    return uploadView(await this.media.upload(await uploadedFile(request), code));
  }
}
