import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { DeskPhotoView, PhotoReasonBody } from '#libs/dto';
import { AnswersPhoto, Needs, photoAnswer } from '#libs/http';
import { Media, type Rendition, deskPhotoView } from '#libs/media';
import { moderatePhotoStage } from '#libs/pipeline';
import { type StoredPhoto, photosOf } from '#libs/store';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { Person } from '../door/desk.guard.js';
import { DeskWork } from '../desk-work.js';
import { visiblePhotos } from '../views/case.view.js';

function noPhoto(code: string, id: string): Problem {
  return new Problem('not_found', `no photo ${id} of ${code}`);
}

/** The photos of a case, for those who see the case; what is hidden, for moderators alone. */
@ApiTags('photos')
@Controller('v1/desk/reports/:code/photos')
export class DeskPhotosController {
  constructor(
    private readonly work: DeskWork,
    private readonly media: Media,
  ) {}

  @Get()
  @Needs('read_cases')
  @ApiOperation({ operationId: 'listCasePhotos' })
  @ApiOkResponse({ type: [DeskPhotoView] })
  async list(
    @Person() person: DeskPerson,
    @Param('code') code: string,
  ): Promise<readonly DeskPhotoView[]> {
    return (await this.visible(person, code)).map(deskPhotoView);
  }

  @Get(':id')
  @Needs('read_cases')
  @AnswersPhoto()
  @ApiOperation({ operationId: 'readCasePhoto' })
  photo(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.read(person, code, { id, rendition: 'photo' }, reply);
  }

  @Get(':id/thumbnail')
  @Needs('read_cases')
  @AnswersPhoto()
  @ApiOperation({ operationId: 'readCaseThumbnail' })
  thumbnail(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.read(person, code, { id, rendition: 'thumbnail' }, reply);
  }

  @Post(':id/hide')
  @HttpCode(200)
  @Needs('moderate_photos')
  @ApiOperation({ operationId: 'hidePhoto' })
  @ApiOkResponse({ type: [DeskPhotoView] })
  hide(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() { reason }: PhotoReasonBody,
  ): Promise<readonly DeskPhotoView[]> {
    return this.moderate(person, code, { photoId: id, hide: true, reason });
  }

  @Post(':id/show')
  @HttpCode(200)
  @Needs('moderate_photos')
  @ApiOperation({ operationId: 'showPhoto' })
  @ApiOkResponse({ type: [DeskPhotoView] })
  show(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() { reason }: PhotoReasonBody,
  ): Promise<readonly DeskPhotoView[]> {
    return this.moderate(person, code, { photoId: id, hide: false, reason });
  }

  private async visible(person: DeskPerson, code: string): Promise<readonly StoredPhoto[]> {
    return this.work.look(person, code, async (tx, _reference, report) =>
      visiblePhotos(await photosOf(tx, report.id), person),
    );
  }

  private async read(
    person: DeskPerson,
    code: string,
    { id, rendition }: { readonly id: string; readonly rendition: Rendition },
    reply: FastifyReply,
  ): Promise<StreamableFile> {
    const photo = (await this.visible(person, code)).find((one) => one.id === id);
    if (!photo) throw noPhoto(code, id);
    const bytes = await this.media.read(photo.redactedId ?? id, rendition);
    return photoAnswer(reply, bytes, `${code}-${photo.number}.jpg`);
  }

  private async moderate(
    person: DeskPerson,
    code: string,
    moderation: { readonly photoId: string; readonly hide: boolean; readonly reason: string },
  ): Promise<readonly DeskPhotoView[]> {
    const { actor } = person;
    return this.work.onCase(person, code, async (tx, reference, report) => {
      const known = await photosOf(tx, report.id);
      if (!known.some((photo) => photo.id === moderation.photoId)) {
        throw noPhoto(code, moderation.photoId);
      }
      await moderatePhotoStage(tx, reference, { code, actor, moderation });
      return visiblePhotos(await photosOf(tx, report.id), person).map(deskPhotoView);
    });
  }
}
