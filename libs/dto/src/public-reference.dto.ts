import { PUBLICATIONS, type Publication, RATINGS, type RatingValue } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';
import { BilingualView, FormFieldView, MapView } from './reference.dto.js';

const name = { type: BilingualView } as const;
const form = {
  type: [FormFieldView] as [typeof FormFieldView],
  description: 'Everything that is asked for, what is inherited among it',
} as const;

/** What may be reported, and what lies below it. */
export class PublicCategory {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(name) name!: BilingualView;
  @ApiProperty(form) form!: readonly FormFieldView[];
  @ApiProperty({ type: () => [PublicCategory] }) children!: readonly PublicCategory[];
}

/** A kind of case that citizens may file themselves. */
export class PublicStream {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(name) name!: BilingualView;
  @ApiProperty({ enum: PUBLICATIONS, description: 'How much of it anybody may read' })
  publication!: Publication;
  @ApiProperty({ type: Boolean, description: 'A place or an address must be given' })
  place_needed!: boolean;
  @ApiProperty({ ...form, description: 'What is asked for where no category is named' })
  form!: readonly FormFieldView[];
  @ApiProperty({ type: [PublicCategory] }) categories!: readonly PublicCategory[];
}

export class PublicArea {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(name) name!: BilingualView;
  @ApiProperty({ enum: ['ward', 'commune'] }) kind!: 'ward' | 'commune';
  @ApiProperty({ type: Number }) lat!: number;
  @ApiProperty({ type: Number }) lon!: number;
}

export class PublicRating {
  @ApiProperty({ enum: RATINGS }) value!: RatingValue;
  @ApiProperty(name) name!: BilingualView;
}

export class PublicCaptcha {
  @ApiProperty({ enum: ['turnstile', 'hcaptcha'] }) kind!: 'turnstile' | 'hcaptcha';
  @ApiProperty({ type: String }) site_key!: string;
}

export class PublicLimits {
  @ApiProperty({ type: Number, description: 'Photos of a report' }) photos!: number;
  @ApiProperty({ type: Number, description: 'Of one photo, in bytes' }) photo_bytes!: number;
  @ApiProperty({ type: Number, description: 'Characters' }) text!: number;
  @ApiProperty({ type: Number, description: 'Characters' }) address!: number;
  @ApiProperty({ type: Number, description: 'Of a field of a form, in characters' }) field!: number;
  @ApiProperty({ type: Number, description: 'Of what is said with a rating' }) comment!: number;
}

/** By which ways somebody can be written to, and show that a contact is theirs. */
export class PublicWays {
  @ApiProperty({ type: Boolean }) mail!: boolean;
  @ApiProperty({ type: Boolean }) phone!: boolean;
}

/** How citizens sign in. */
export class PublicSignIn {
  @ApiProperty({ type: String, description: 'How its button is called' }) label!: string;
  @ApiProperty({
    type: String,
    description: 'Where the browser goes, with `?page=` to come back to',
  })
  url!: string;
}

/** What a citizen's page needs to know of the installation. */
export class PublicReference {
  @ApiProperty({ ...name, description: 'How the installation is called' }) name!: BilingualView;
  @ApiProperty({ type: [PublicStream] }) streams!: readonly PublicStream[];
  @ApiProperty({ type: [PublicArea] }) areas!: readonly PublicArea[];
  @ApiProperty({ type: [PublicRating] }) ratings!: readonly PublicRating[];
  @ApiProperty({ type: PublicWays }) ways!: PublicWays;
  @ApiProperty({
    type: PublicCaptcha,
    nullable: true,
    description: 'How a filing that is answered `captcha_needed` gets its token; null: never asked',
  })
  captcha!: PublicCaptcha | null;
  @ApiProperty({ type: PublicSignIn, nullable: true, description: 'Null: citizens do not sign in' })
  sign_in!: PublicSignIn | null;
  @ApiProperty({ type: PublicLimits }) limits!: PublicLimits;
  @ApiProperty({ type: MapView }) map!: MapView;
}
