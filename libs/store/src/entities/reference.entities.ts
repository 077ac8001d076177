import {
  type AlarmRule,
  type CalendarRevision,
  type ConfirmRule,
  type EvidenceRule,
  type Limit,
  type Priority,
  type Publication,
  type Role,
  type RuleTime,
  type Target,
  type TargetMetric,
} from '#libs/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A text that users see, in both languages. */
export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

/** One field of a stream's or a category's form. */
export interface FormField {
  readonly code: string;
  readonly label: Bilingual;
  readonly type: 'text' | 'number' | 'choice';
  readonly required: boolean;
  readonly options?: readonly { readonly value: string; readonly label: Bilingual }[];
}

@Entity('streams')
export class StreamEntity {
  @PrimaryColumn('text') code!: string;
  @Column('text') prefix!: string;
  @Column('jsonb') name!: Bilingual;
  @Column('text') zone!: string;
  @Column('text') defaultPolicy!: string;
  @Column('text') publication!: Publication;
  /** What is asked of whoever rates. */
  @Column('text', { default: 'none' }) confirm!: ConfirmRule;
  @Column('integer') ratingWindowDays!: number;
  @Column('integer') reopenWindowDays!: number;
  @Column('jsonb') form!: readonly FormField[];
  @Column('jsonb') evidence!: readonly EvidenceRule[];
  /** Whether citizens may file it themselves. */
  @Column('boolean', { default: true }) citizens!: boolean;
}

@Entity('units')
export class UnitEntity {
  @PrimaryColumn('text') code!: string;
  @Column('jsonb') name!: Bilingual;
  @Column('text') kind!: 'agency' | 'enterprise' | 'organisation';
  @Column('text', { nullable: true }) parentCode!: string | null;
  @Column('text') calendarCode!: string;
  @Column('boolean') illustrative!: boolean;
  /** The first day on which it is not in force any more. */
  @Column('date', { nullable: true }) until!: string | null;
}

@Entity('networks')
export class NetworkEntity {
  @PrimaryColumn('text') code!: string;
  @Column('jsonb') name!: Bilingual;
  @Column('text') leadCode!: string;
  @Column('text', { array: true }) unitCodes!: readonly string[];
  /** The first day on which it is not in force any more. */
  @Column('date', { nullable: true }) until!: string | null;
}

@Entity('people')
export class PersonEntity {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') email!: string;
  @Column('text') role!: Extract<
    Role,
    'operator' | 'unit_staff' | 'supervisor' | 'moderator' | 'admin'
  >;
  @Column('text', { nullable: true }) unitCode!: string | null;
  /** Leads the unit; without one, the unit above answers for it. */
  @Column('boolean', { default: false }) lead!: boolean;
  /** In which language the person is written to. */
  @Column('text', { default: 'vi' }) language!: keyof Bilingual;
  /** How far the person sees, by codes; `*` is everything. Units are meant with all below them. */
  @Column('text', { array: true }) streams!: readonly string[];
  @Column('text', { array: true }) areas!: readonly string[];
  @Column('text', { array: true }) units!: readonly string[];
  @Column('text', { array: true }) networks!: readonly string[];
  @Column('boolean') illustrative!: boolean;
}

@Entity('areas')
export class AreaEntity {
  @PrimaryColumn('text') code!: string;
  @Column('jsonb') name!: Bilingual;
  @Column('text') kind!: 'ward' | 'commune';
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validUntil!: string | null;
  @Column('double precision') lat!: number;
  @Column('double precision') lon!: number;
}

@Entity('categories')
export class CategoryEntity {
  @PrimaryColumn('text') code!: string;
  @Column('text', { nullable: true }) parentCode!: string | null;
  @Column('text') streamCode!: string;
  @Column('jsonb') name!: Bilingual;
  /** The name as it stands inside a sentence, where that differs. */
  @Column('jsonb', { nullable: true }) phrase!: Bilingual | null;
  @Column('text') priority!: Priority;
  @Column('text', { nullable: true }) policyCode!: string | null;
  @Column('text', { nullable: true }) networkCode!: string | null;
  @Column('boolean') sensitive!: boolean;
  @Column('text', { array: true }) keywords!: readonly string[];
  @Column('jsonb') form!: readonly FormField[];
  /** The first day on which it is not in force any more. */
  @Column('date', { nullable: true }) until!: string | null;
}

@Entity('routing_rules')
export class RoutingRuleEntity {
  @PrimaryColumn('text') code!: string;
  @Column('text', { nullable: true }) streamCode!: string | null;
  @Column('text', { nullable: true }) categoryCode!: string | null;
  @Column('text', { nullable: true }) areaCode!: string | null;
  @Column('text', { nullable: true }) networkCode!: string | null;
  @Column('text', { nullable: true }) priority!: Priority | null;
  @Column('jsonb', { nullable: true }) time!: RuleTime | null;
  @Column('text', { nullable: true }) toUnit!: string | null;
  @Column('text', { nullable: true }) toNetwork!: string | null;
  @Column('integer') rank!: number;
  @Column('jsonb') reason!: Bilingual;
  /** The first day on which it is not in force any more. */
  @Column('date', { nullable: true }) until!: string | null;
}

@Entity('sensitive_words')
export class SensitiveWordEntity {
  @PrimaryColumn('text') phrase!: string;
  @Column('jsonb') reason!: Bilingual;
}

/** A calendar without what tells one revision from another. */
export type CalendarBody = Omit<CalendarRevision, 'id' | 'code'>;

@Entity('calendar_revisions')
export class CalendarRevisionEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') code!: string;
  @Column('integer') revision!: number;
  @Column('jsonb') body!: CalendarBody;
  @Column('boolean') current!: boolean;
  /** By the installation's clock; null: before such was noted. */
  @Column('timestamptz', { nullable: true }) savedAt!: Date | null;
  /** The person at the desk; null: a seed or the command line. */
  @Column('text', { nullable: true }) savedBy!: string | null;
}

/** The part of a policy that decides, and how its alarms are called. */
export interface PolicyBody {
  readonly calendarCode: string;
  readonly resolve: Limit | null;
  readonly respond: Limit | null;
  readonly triage: Limit;
  readonly offer: Limit;
  readonly alarms: readonly AlarmRule[];
  readonly repeatWorkingMinutes: number;
}

@Entity('policy_revisions')
export class PolicyRevisionEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') code!: string;
  @Column('integer') revision!: number;
  @Column('jsonb') name!: Bilingual;
  @Column('jsonb') body!: PolicyBody;
  @Column('boolean') current!: boolean;
  /** By the installation's clock; null: before such was noted. */
  @Column('timestamptz', { nullable: true }) savedAt!: Date | null;
  /** The person at the desk; null: a seed or the command line. */
  @Column('text', { nullable: true }) savedBy!: string | null;
}

/** What the installation has promised itself. */
@Entity('targets')
export class TargetEntity implements Target {
  @PrimaryColumn('text') code!: string;
  @Column('jsonb') name!: Bilingual;
  @Column('text') metric!: TargetMetric;
  @Column('text') cohort!: Target['cohort'];
  @Column('integer') amount!: number;
  @Column('text', { nullable: true }) streamCode!: string | null;
  @Column('text', { nullable: true }) networkCode!: string | null;
  @Column('text', { nullable: true }) unitCode!: string | null;
  @Column('date') validFrom!: string;
  @Column('date') validUntil!: string;
  /** An example, and nobody's promise. */
  @Column('boolean') illustrative!: boolean;
  /** By the installation's clock; null: a seed. */
  @Column('timestamptz', { nullable: true }) savedAt!: Date | null;
  /** The person at the desk; null: a seed. */
  @Column('text', { nullable: true }) savedBy!: string | null;
}
