import { Problem } from '#libs/contracts';
import { AddPhotosBody, CitizenReport } from '#libs/dto';
import { REPORTER } from '#libs/domain';
import { AnswersPhoto, WithCaseToken, photoAnswer } from '#libs/http';
import { Media, type Rendition } from '#libs/media';
import { addPhotosStage, uploadsOf } from '#libs/pipeline';
import { findPhoto } from '#libs/store';
import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { validate as isUuid } from 'uuid';
import { Reporter } from './citizens/citizen.guard.js';
import { type ReporterKey, ReporterWork } from './reporter-work.js';

/** The photos of a report, for its reporter. */
@ApiTags('citizen')
@Controller('v1/reports/:code/photos')
export class PhotosController {
  constructor(
    private readonly work: ReporterWork,
    private readonly media: Media,
  ) {}

  @Post()
  @HttpCode(200)
  @WithCaseToken()
  @ApiOperation({ operationId: 'addPhotos' })
  @ApiOkResponse({ type: CitizenReport })
  add(
    @Reporter() key: ReporterKey,
    @Headers('accept-language') language: string | undefined,
    @Body() { photos }: AddPhotosBody,
  ): Promise<CitizenReport> {
    return this.work.act(key, language, (tx, reference) =>
      addPhotosStage(tx, reference, {
        code: key.code,
        actor: REPORTER,
        uploads: uploadsOf(photos),
      }),
    );
  }

  @Get(':id')
  @WithCaseToken()
  @AnswersPhoto()
  @ApiOperation({ operationId: 'readPhoto' })
  photo(
    @Reporter() key: ReporterKey,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.read(key, id, 'photo', reply);
  }

  @Get(':id/thumbnail')
  @WithCaseToken()
  @AnswersPhoto()
  @ApiOperation({ operationId: 'readThumbnail' })
  thumbnail(
    @Reporter() key: ReporterKey,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.read(key, id, 'thumbnail', reply);
  }

  private async read(
    key: ReporterKey,
    id: string,
    rendition: Rendition,
    reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { number, file } = await this.work.look(key, async (tx, _reference, report) => {
      const photo = isUuid(id) ? await findPhoto(tx, report.id, id) : null;
      if (!photo || photo.hidden) throw new Problem('not_found', `no photo ${id} of ${key.code}`);
      return { number: photo.number, file: photo.redactedId ?? photo.id };
    });
    return photoAnswer(reply, await this.media.read(file, rendition), `${key.code}-${number}.jpg`);
  }
}
