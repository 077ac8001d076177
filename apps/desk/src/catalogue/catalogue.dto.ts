import { BilingualView, FormFieldView } from '#libs/dto';
import {
  CONFIRM_RULES,
  type ConfirmRule,
  PRIORITIES,
  PUBLICATIONS,
  type Priority,
  type Publication,
} from '#libs/domain';
import { EDITED_KINDS, type EditedKind } from '#libs/store';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { WrittenProblemView } from '../revisions/revisions.dto.js';

const name = { type: BilingualView } as const;
const until = {
  ...{ type: String, format: 'date' },
  description: 'The first day on which it is not in force any more; left out: it goes on',
} as const;
const form = { type: [FormFieldView] as [typeof FormFieldView] } as const;

export class EvidenceEntry {
  @ApiProperty({ enum: ['photo', 'text'] }) kind!: 'photo' | 'text';
  @ApiProperty({ enum: ['resolve'] }) when!: 'resolve';
  @ApiProperty({ type: Boolean }) active!: boolean;
}

/** A stream: `prefix` and `zone` stay as they are, and new ones come by seed. */
export class StreamEntry {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String }) prefix!: string;
  @ApiProperty(name) name!: BilingualView;
  @ApiProperty({ type: String, description: 'IANA zone' }) zone!: string;
  @ApiProperty({ type: String }) default_policy!: string;
  @ApiProperty({ enum: PUBLICATIONS }) publication!: Publication;
  @ApiPropertyOptional({ enum: CONFIRM_RULES }) confirm?: ConfirmRule;
  @ApiProperty({ type: Number, minimum: 1 }) rating_window_days!: number;
  @ApiProperty({ type: Number, minimum: 1 }) reopen_window_days!: number;
  @ApiProperty(form) form!: readonly FormFieldView[];
  @ApiProperty({ type: [EvidenceEntry] }) evidence!: readonly EvidenceEntry[];
  @ApiPropertyOptional({ type: Boolean, description: 'Citizens may file it themselves' })
  citizens?: boolean;
}

/** A category: its `stream` stays as it is. */
export class CategoryEntry {
  @ApiProperty({ type: String }) code!: string;
  @ApiPropertyOptional({ type: String }) parent?: string;
  @ApiProperty({ type: String }) stream!: string;
  @ApiProperty(name) name!: BilingualView;
  @ApiPropertyOptional({ ...name, description: 'The name as it stands inside a sentence' })
  phrase?: BilingualView;
  @ApiPropertyOptional({ enum: PRIORITIES }) priority?: Priority;
  @ApiPropertyOptional({ type: String }) policy?: string;
  @ApiPropertyOptional({ type: String }) network?: string;
  @ApiPropertyOptional({ type: Boolean, description: 'A person looks first' }) sensitive?: boolean;
  @ApiPropertyOptional({ type: [String], description: 'By which it is recognised' })
  keywords?: readonly string[];
  @ApiPropertyOptional(form) form?: readonly FormFieldView[];
  @ApiPropertyOptional(until) until?: string;
}

export class UnitEntry {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(name) name!: BilingualView;
  @ApiProperty({ enum: ['agency', 'enterprise', 'organisation'] })
  kind!: 'agency' | 'enterprise' | 'organisation';
  @ApiPropertyOptional({ type: String }) parent?: string;
  @ApiProperty({ type: String }) calendar!: string;
  @ApiPropertyOptional({ type: Boolean }) illustrative?: boolean;
  @ApiPropertyOptional(until) until?: string;
}

export class NetworkEntry {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty(name) name!: BilingualView;
  @ApiProperty({ type: String, description: 'One of its units' }) lead!: string;
  @ApiProperty({ type: [String], minItems: 1 }) units!: readonly string[];
  @ApiPropertyOptional(until) until?: string;
}

/** Either `from` and `to` (local, may wrap midnight), or `outside_hours_of`. */
export class RuleTimeEntry {
  @ApiPropertyOptional({ type: String, example: '22:00' }) from?: string;
  @ApiPropertyOptional({ type: String, example: '05:00' }) to?: string;
  @ApiPropertyOptional({
    type: String,
    description: 'Any text: the hours are those of the report’s stream',
  })
  outside_hours_of?: string;
}

/** Either of them. */
export class DestinationEntry {
  @ApiPropertyOptional({ type: String }) unit?: string;
  @ApiPropertyOptional({ type: String }) network?: string;
}

/** A routing rule; a condition that is left out asks for nothing. */
export class RuleEntry {
  @ApiProperty({ type: String }) code!: string;
  @ApiPropertyOptional({ type: String }) stream?: string;
  @ApiPropertyOptional({ type: String }) category?: string;
  @ApiPropertyOptional({ type: String }) area?: string;
  @ApiPropertyOptional({ type: String }) network?: string;
  @ApiPropertyOptional({ enum: PRIORITIES }) priority?: Priority;
  @ApiPropertyOptional({ type: RuleTimeEntry }) time?: RuleTimeEntry;
  @ApiProperty({ type: DestinationEntry }) to!: DestinationEntry;
  @ApiProperty({ type: Number, description: 'Of two that fit as exactly, the lower one is taken' })
  rank!: number;
  @ApiProperty(name) reason!: BilingualView;
  @ApiPropertyOptional(until) until?: string;
}

const ENTRIES = [StreamEntry, CategoryEntry, UnitEntry, NetworkEntry, RuleEntry] as const;
export type AnyEntry = StreamEntry | CategoryEntry | UnitEntry | NetworkEntry | RuleEntry;

/** An entry of the kind that the address names. */
export const ANY_ENTRY = { oneOf: ENTRIES.map((entry) => ({ $ref: getSchemaPath(entry) })) };

class Saved {
  @ApiProperty({ type: Number, description: 'Send it as If-Match when you save' })
  revision!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) saved_at!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null: a seed or the command line' })
  saved_by!: string | null;
  @ApiProperty(ANY_ENTRY) entry!: AnyEntry;
}

export class CatalogueItem extends Saved {
  @ApiProperty({ type: String }) code!: string;
}

/** The entries of a kind, by code; those that ended among them. */
@ApiExtraModels(...ENTRIES)
export class CatalogueList {
  @ApiProperty({ enum: EDITED_KINDS }) kind!: EditedKind;
  @ApiProperty({ type: [CatalogueItem] }) items!: readonly CatalogueItem[];
}

export class EntryRevisionView extends Saved {}

/** An entry that is in force, and who saved it as what. */
export class CatalogueView extends CatalogueItem {
  @ApiProperty({ enum: EDITED_KINDS }) kind!: EditedKind;
  @ApiProperty({ type: [EntryRevisionView], description: 'The newest first' })
  revisions!: readonly EntryRevisionView[];
}

export class EntryChangeView {
  @ApiProperty({ type: String }) field!: string;
  @ApiProperty({ description: 'As JSON; null: it was not there', nullable: true, type: Object })
  before!: unknown;
  @ApiProperty({ description: 'As JSON; null: it is not there', nullable: true, type: Object })
  after!: unknown;
}

/** What saving an entry came to, or would come to. */
export class CatalogueSaved {
  @ApiProperty({ enum: ['added', 'changed', 'same'] }) result!: 'added' | 'changed' | 'same';
  @ApiProperty({ type: Number, description: 'The revision that is then current' })
  revision!: number;
  @ApiProperty({ type: Number, description: '0: there was none' }) before!: number;
  @ApiProperty({ type: [EntryChangeView] }) changes!: readonly EntryChangeView[];
}

export class CatalogueChecked {
  @ApiProperty({ type: [WrittenProblemView], description: 'Empty: it can be saved' })
  problems!: readonly WrittenProblemView[];
  @ApiProperty({
    type: CatalogueSaved,
    nullable: true,
    description: 'Null where there are problems',
  })
  would!: CatalogueSaved | null;
}
