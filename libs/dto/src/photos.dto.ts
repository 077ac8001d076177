import { MOST_PHOTOS, PHOTO_KINDS, type PhotoKind } from '#libs/domain';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  NotContains,
  ValidateNested,
} from 'class-validator';

const instant = { type: String, format: 'date-time' } as const;
const LONGEST_REASON = 2_000;

/** An upload that is to become a photo of a report. */
export class PhotoRef {
  @ApiProperty({ type: String, format: 'uuid' }) @IsUUID() id!: string;
  @ApiProperty({ type: String, description: 'What the upload was answered with' })
  @Matches(/^[\w-]{32}$/)
  token!: string;
}

const LIST: ApiPropertyOptions = {
  type: () => PhotoRef,
  isArray: true,
  minItems: 1,
  maxItems: MOST_PHOTOS,
  description: 'Uploads, each used once, in the order in which they are shown',
};

const CHECKS: readonly PropertyDecorator[] = [
  IsArray(),
  ArrayMinSize(1),
  ArrayMaxSize(MOST_PHOTOS),
  ArrayUnique((photo: PhotoRef | undefined) => photo?.id),
  // A list within the list would be looked through in place of an object.
  IsObject({ each: true }),
  ValidateNested({ each: true }),
  Type(() => PhotoRef),
];

/** A list of uploads that may be left out. */
export function PerhapsPhotos(): PropertyDecorator {
  return (target, key) => {
    for (const decorate of [ApiPropertyOptional(LIST), IsOptional(), ...CHECKS]) {
      decorate(target, key);
    }
  };
}

function NeededPhotos(): PropertyDecorator {
  return (target, key) => {
    for (const decorate of [ApiProperty(LIST), ...CHECKS]) decorate(target, key);
  };
}

/** Photos that a reporter adds later. */
export class AddPhotosBody {
  @NeededPhotos() photos!: PhotoRef[];
}

/** Why a photo is hidden or shown again. An empty reason is refused by the rule itself. */
export class PhotoReasonBody {
  @ApiProperty({ type: String, maxLength: LONGEST_REASON })
  @IsString()
  @MaxLength(LONGEST_REASON)
  reason!: string;
}

const LARGEST_SIDE = 100_000;
const MOST_AREAS = 20;

/** A part of a photo: pixels from its upper left corner. */
export class PhotoAreaBody {
  @ApiProperty({ type: Number, minimum: 0 }) @IsInt() @Min(0) @Max(LARGEST_SIDE) x!: number;
  @ApiProperty({ type: Number, minimum: 0 }) @IsInt() @Min(0) @Max(LARGEST_SIDE) y!: number;
  @ApiProperty({ type: Number, minimum: 1 }) @IsInt() @Min(1) @Max(LARGEST_SIDE) width!: number;
  @ApiProperty({ type: Number, minimum: 1 }) @IsInt() @Min(1) @Max(LARGEST_SIDE) height!: number;
}

/** Parts of a photo that nobody but moderators is to recognise, in the place of those before. */
export class RedactPhotoBody extends PhotoReasonBody {
  @ApiProperty({ type: [PhotoAreaBody], minItems: 1, maxItems: MOST_AREAS })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AREAS)
  // A list within the list would be looked through in place of an object.
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PhotoAreaBody)
  areas!: PhotoAreaBody[];
}

/** The text that is shown to the public in the place of the reporter's. */
export class RedactTextBody extends PhotoReasonBody {
  @ApiProperty({ type: String, maxLength: 4_000 })
  @IsString()
  @Length(1, 4_000)
  @NotContains('\u0000')
  text!: string;
}

/** Degrees, WGS 84. */
export class SuggestedPlace {
  @ApiProperty({ type: Number }) lat!: number;
  @ApiProperty({ type: Number }) lon!: number;
}

/** A photo that is stored and belongs to no report yet. */
export class UploadedPhoto {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, description: 'Whoever has it may use the upload, once' })
  token!: string;
  @ApiProperty({ type: Number, description: 'Pixels, upright' }) width!: number;
  @ApiProperty({ type: Number }) height!: number;
  @ApiProperty({ type: Number, description: 'Of the photo as it is kept' }) bytes!: number;
  @ApiProperty({ ...instant, description: 'Not used by then, it is removed' })
  expires_at!: string;
  @ApiProperty({
    type: SuggestedPlace,
    nullable: true,
    description:
      'Where the camera says it was. It is kept nowhere: send it with the report, or not',
  })
  suggested_place!: SuggestedPlace | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: "When, by the camera's clock; with its offset where the camera tells it",
  })
  taken_at!: string | null;
}

/** A photo of a report. */
export class PhotoView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ enum: PHOTO_KINDS }) kind!: PhotoKind;
  @ApiProperty({ type: Number }) width!: number;
  @ApiProperty({ type: Number }) height!: number;
  @ApiProperty(instant) added_at!: string;
}

/** A photo as the desk sees it; hidden ones are seen by moderators and administrators only. */
export class DeskPhotoView extends PhotoView {
  @ApiProperty({ type: Number, description: 'The cycle that it came in' }) cycle!: number;
  @ApiProperty({ type: String, nullable: true, description: 'Null: the reporter' })
  added_by!: string | null;
  @ApiProperty({ type: Boolean }) hidden!: boolean;
  @ApiProperty({ type: Boolean, description: 'Shown with areas made unrecognisable' })
  redacted!: boolean;
}
