import { ApiProperty } from '@nestjs/swagger';

// What of the reference data stands in answers of more than one app.

/** A text in both languages of the product. */
export class BilingualView {
  @ApiProperty({ type: String }) vi!: string;
  @ApiProperty({ type: String }) en!: string;
}

const name = { type: BilingualView } as const;
export const FORM_FIELD_TYPES = ['text', 'number', 'choice'] as const;

export class FormOptionView {
  @ApiProperty({ type: String }) value!: string;
  @ApiProperty(name) label!: BilingualView;
}

export class FormFieldView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(name) label!: BilingualView;
  @ApiProperty({ enum: FORM_FIELD_TYPES }) type!: (typeof FORM_FIELD_TYPES)[number];
  @ApiProperty({ type: Boolean }) required!: boolean;
  @ApiProperty({ type: [FormOptionView], required: false, description: 'Of a choice' })
  options?: readonly FormOptionView[];
}

/** What a map is drawn upon. */
export class TilesView {
  @ApiProperty({
    enum: ['raster', 'style', 'pmtiles'],
    description: 'Pictures by {z}, {x} and {y}; a style; or one archive',
  })
  kind!: 'raster' | 'style' | 'pmtiles';
  @ApiProperty({ type: String }) url!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Whom its makers want to be named' })
  attribution!: string | null;
}

/** What maps are drawn from. */
export class MapView {
  @ApiProperty({ type: TilesView, nullable: true, description: 'Null: the areas alone' })
  tiles!: TilesView | null;
  @ApiProperty({ type: Boolean, description: 'The areas’ shapes are no boundaries' })
  schematic!: boolean;
}

const numbers = (depth: number): { type: 'array'; items: object } => ({
  type: 'array',
  items: depth === 1 ? { type: 'number' } : numbers(depth - 1),
});

export class AreaGeometry {
  @ApiProperty({ enum: ['MultiPolygon'] }) type!: 'MultiPolygon';
  @ApiProperty({ ...numbers(4), description: 'Longitude first, in degrees of WGS 84' })
  coordinates!: number[][][][];
}

export class AreaProperties {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(name) name!: BilingualView;
  @ApiProperty({ enum: ['ward', 'commune'] }) kind!: 'ward' | 'commune';
}

export class AreaFeature {
  @ApiProperty({ enum: ['Feature'] }) type!: 'Feature';
  @ApiProperty({ type: String, description: 'The area’s code' }) id!: string;
  @ApiProperty({ type: AreaProperties }) properties!: AreaProperties;
  @ApiProperty({ type: AreaGeometry }) geometry!: AreaGeometry;
}

/** The areas that have not ended, as GeoJSON. */
export class AreaCollection {
  @ApiProperty({ enum: ['FeatureCollection'] }) type!: 'FeatureCollection';
  @ApiProperty({
    type: Boolean,
    description:
      'Drawn around the areas’ centres: no boundaries, and to be called a sketch (sơ đồ)',
  })
  schematic!: boolean;
  @ApiProperty({ type: [AreaFeature] }) features!: readonly AreaFeature[];
}
