import { type EventKind } from '#libs/domain';
import { ApiProperty } from '@nestjs/swagger';

export class LookingView {
  @ApiProperty({ type: String }) code!: string;
  @ApiProperty({ type: String }) name!: string;
}

/** Who else has the case open at this moment. */
export class PresenceView {
  @ApiProperty({ type: [LookingView] }) others!: readonly LookingView[];
}

/** What a stream sends, by the name of its event. `reset`: read again what you show. */
export interface LiveMessages {
  readonly ready: Readonly<Record<string, never>>;
  readonly reset: Readonly<Record<string, never>>;
  readonly case: {
    readonly report: string;
    readonly version: number;
    readonly kind: EventKind;
    readonly at: Date;
  };
  /** An offer that the person's network had is no more: who has it now, they are not told. */
  readonly gone: { readonly report: string };
  readonly presence: { readonly report: string; readonly others: readonly LookingView[] };
}
