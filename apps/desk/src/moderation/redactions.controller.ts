import { type DeskPerson } from '#libs/access';
import { type FieldFault, Problem } from '#libs/contracts';
import { DeskPhotoView, PhotoReasonBody, RedactPhotoBody, RedactTextBody } from '#libs/dto';
import { AnswersPhoto, Needs, photoAnswer } from '#libs/http';
import { Media, deskPhotoView } from '#libs/media';
import { type Redacted, hashToken, redactPhotoStage, redactTextStage } from '#libs/pipeline';
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
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import { CaseView } from '../views/case.dto.js';

/** @throws Problem `invalid_request` naming the areas that are not wholly within the photo */
function demandWithin({ width, height }: StoredPhoto, { areas }: RedactPhotoBody): void {
  const message = `it must lie within the photo, ${width} × ${height} pixels`;
  const faults = areas.flatMap((area, at): FieldFault[] =>
    area.x + area.width <= width && area.y + area.height <= height
      ? []
      : [{ field: `areas.${at}`, message }],
  );
  if (faults.length > 0) throw new Problem('invalid_request', message, faults);
}

/**
 * What moderators put in the place of a reporter's text and photos; everybody else is shown that. What
 * came stays, for them.
 */
@ApiTags('moderation')
@Controller('v1/desk/reports/:code')
export class RedactionsController {
  constructor(
    private readonly work: DeskWork,
    private readonly media: Media,
  ) {}

  @Post('text/redact')
  @HttpCode(200)
  @Needs('moderate_reports')
  @ApiOperation({ operationId: 'redactText' })
  @ApiOkResponse({ type: CaseView })
  redactText(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() { text, reason }: RedactTextBody,
  ): Promise<CaseView> {
    return this.text(person, code, text, reason);
  }

  @Post('text/restore')
  @HttpCode(200)
  @Needs('moderate_reports')
  @ApiOperation({ operationId: 'restoreText' })
  @ApiOkResponse({ type: CaseView })
  restoreText(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Body() { reason }: PhotoReasonBody,
  ): Promise<CaseView> {
    return this.text(person, code, null, reason);
  }

  @Post('photos/:id/redact')
  @HttpCode(200)
  @Needs('moderate_photos')
  @ApiOperation({ operationId: 'redactPhoto' })
  @ApiOkResponse({ type: [DeskPhotoView] })
  async redactPhoto(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() body: RedactPhotoBody,
  ): Promise<readonly DeskPhotoView[]> {
    demandWithin(await this.find(person, code, id), body);
    const areas = body.areas.map(({ x, y, width, height }) => ({ x, y, width, height }));
    // In no transaction: it takes a tenth of a second and more.
    const made = await this.media.redact(id, areas, person.code);
    const upload = { id: made.id, tokenHash: hashToken(made.token) };
    return this.photo(person, code, { id, reason: body.reason, redacted: { upload, areas } });
  }

  @Post('photos/:id/restore')
  @HttpCode(200)
  @Needs('moderate_photos')
  @ApiOperation({ operationId: 'restorePhoto' })
  @ApiOkResponse({ type: [DeskPhotoView] })
  async restorePhoto(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Param('id') id: string,
    @Body() { reason }: PhotoReasonBody,
  ): Promise<readonly DeskPhotoView[]> {
    await this.find(person, code, id);
    return this.photo(person, code, { id, reason, redacted: null });
  }

  /** The photo as it came, whatever is shown in its place. */
  @Get('photos/:id/original')
  @Needs('moderate_photos')
  @AnswersPhoto()
  @ApiOperation({ operationId: 'readOriginalPhoto' })
  async original(
    @Person() person: DeskPerson,
    @Param('code') code: string,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { number } = await this.find(person, code, id);
    const bytes = await this.media.read(id, 'photo');
    return photoAnswer(reply, bytes, `${code}-${number}-original.jpg`);
  }

  private find(person: DeskPerson, code: string, id: string): Promise<StoredPhoto> {
    return this.work.look(person, code, async (tx, _reference, report) => {
      const photo = (await photosOf(tx, report.id)).find((one) => one.id === id);
      if (!photo) throw new Problem('not_found', `no photo ${id} of ${code}`);
      return photo;
    });
  }

  private text(
    person: DeskPerson,
    code: string,
    text: string | null,
    reason: string,
  ): Promise<CaseView> {
    const { actor } = person;
    return this.work.change(person, code, (tx, reference) =>
      redactTextStage(tx, reference, { code, actor, text, reason }),
    );
  }

  private photo(
    person: DeskPerson,
    code: string,
    { id, ...rest }: { id: string; reason: string; redacted: Redacted | null },
  ): Promise<readonly DeskPhotoView[]> {
    const { actor } = person;
    return this.work.onCase(person, code, async (tx, reference, report) => {
      await redactPhotoStage(tx, reference, { code, actor, photoId: id, ...rest });
      return (await photosOf(tx, report.id)).map(deskPhotoView);
    });
  }
}
