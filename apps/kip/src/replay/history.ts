import { Temporal } from 'temporal-polyfill';
import { CHANNELS, RATINGS, REJECT_REASONS, WAIT_REASONS, type JsonObject } from '#libs/domain';
import { type Reference } from '#libs/store';
import { type CsvRow } from './csv.js';

/** The instants of a case, in the order in which they can come. */
const INSTANTS = [
  'received_at',
  'assigned_at',
  'taken_at',
  'paused_at',
  'resumed_at',
  'resolved_at',
  'rated_at',
  'closed_at',
  'rejected_at',
] as const;
type InstantColumn = (typeof INSTANTS)[number];

/** The columns of a history file; every one is named in its first line, most may be empty. */
export const HISTORY_COLUMNS = [
  ...(['external_id', 'stream', 'category', 'area', 'channel', 'text', 'address'] as const),
  ...(['lat', 'lon', 'form', 'promised_at', 'unit', 'paused_until', 'pause_reason'] as const),
  ...(['result', 'rating', 'reject_reason'] as const),
  ...INSTANTS,
] as const;
export type HistoryColumn = (typeof HISTORY_COLUMNS)[number];

/** What is wrong with a row: in which column, why, and what to do about it. */
export interface HistoryFault {
  readonly column: string;
  readonly reason: string;
  readonly remedy: string;
}

/** A row whose every field can be read; null: empty. */
export interface History {
  readonly line: number;
  readonly fields: Readonly<Record<HistoryColumn, string>>;
  readonly instants: Readonly<Record<InstantColumn, Date | null>>;
  readonly receivedAt: Date;
  /** Null: nothing was promised. */
  readonly promise: Date | null;
  readonly pausedUntil: Date | null;
  readonly place: { readonly lat: number; readonly lon: number } | null;
  readonly form: JsonObject;
}

/** A column that means nothing without another one. */
const NEEDS: readonly (readonly [HistoryColumn, HistoryColumn])[] = [
  ['unit', 'assigned_at'],
  ['assigned_at', 'unit'],
  ['taken_at', 'assigned_at'],
  ['paused_at', 'assigned_at'],
  ['paused_at', 'pause_reason'],
  ['pause_reason', 'paused_at'],
  ['resumed_at', 'paused_at'],
  ['resolved_at', 'assigned_at'],
  ['resolved_at', 'result'],
  ['result', 'resolved_at'],
  ['rated_at', 'resolved_at'],
  ['rated_at', 'rating'],
  ['rating', 'rated_at'],
  ['closed_at', 'resolved_at'],
  ['rejected_at', 'reject_reason'],
  ['reject_reason', 'rejected_at'],
];

/** What each instant may not come before; a case may be rated after it was closed. */
const NOT_BEFORE: Readonly<Record<InstantColumn, readonly InstantColumn[]>> = {
  received_at: [],
  assigned_at: ['received_at'],
  taken_at: ['assigned_at'],
  paused_at: ['assigned_at', 'taken_at'],
  resumed_at: ['paused_at'],
  resolved_at: ['assigned_at', 'taken_at', 'paused_at', 'resumed_at'],
  rated_at: ['resolved_at'],
  closed_at: ['resolved_at'],
  rejected_at: ['received_at'],
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
const LONGEST: Partial<Record<HistoryColumn, number>> = {
  external_id: 200,
  text: 4_000,
  address: 400,
  result: 4_000,
};

/** Reads the fields of one row and keeps everything that is wrong with them. */
class HistoryReader {
  readonly faults: HistoryFault[] = [];

  constructor(private readonly fields: History['fields']) {}

  fault(column: HistoryColumn, reason: string, remedy: string): null {
    this.faults.push({ column, reason, remedy });
    return null;
  }

  needed(column: HistoryColumn, what: string): void {
    if (this.fields[column] === '') this.fault(column, 'it is empty', what);
  }

  oneOf(column: HistoryColumn, allowed: readonly string[]): void {
    const text = this.fields[column];
    if (text !== '' && !allowed.includes(text)) {
      this.fault(column, `"${text}" is unknown`, `write one of ${allowed.join(', ')}`);
    }
  }

  instant(column: HistoryColumn, latest: Date | null): Date | null {
    const text = this.fields[column];
    if (text === '') return null;
    const at = instantOf(text);
    if (!at) {
      const remedy = 'write it with its offset, such as 2025-03-02T10:00:00+07:00';
      return this.fault(column, `"${text}" is no instant`, remedy);
    }
    if (latest && at > latest) {
      return this.fault(column, `${text} has not come yet`, 'leave out what has not happened');
    }
    return at;
  }

  degrees(column: 'lat' | 'lon', most: number): number | null {
    const text = this.fields[column];
    if (text === '') return null;
    const value = Number(text);
    if (Math.abs(value) <= most) return value;
    return this.fault(column, `"${text}" is no number up to ${most}`, 'give degrees, WGS 84');
  }

  place(): History['place'] {
    const [lat, lon] = [this.degrees('lat', 90), this.degrees('lon', 180)];
    if ((this.fields.lat === '') !== (this.fields.lon === '')) {
      const column = this.fields.lat === '' ? 'lat' : 'lon';
      this.fault(column, 'it is empty', 'give both lat and lon, or neither');
    }
    return lat === null || lon === null ? null : { lat, lon };
  }

  form(): JsonObject {
    const text = this.fields.form;
    if (text === '') return {};
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return value as JsonObject;
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    this.fault('form', 'it is no JSON object', 'write {"field": "value"}, or leave it empty');
    return {};
  }

  /** What no single field shows: what is missing beside another, and what is out of order. */
  together(instants: History['instants']): void {
    for (const [column, other] of NEEDS) {
      if (this.fields[column] === '' || this.fields[other] !== '') continue;
      this.fault(other, `it is empty beside ${column}`, `fill it in, or empty ${column}`);
    }
    for (const column of INSTANTS) {
      const at = instants[column];
      const earlier = NOT_BEFORE[column].find((one) => at && (instants[one] ?? at) > at);
      if (earlier) this.fault(column, `it is before ${earlier}`, 'put the two right');
    }
    if (this.fields.rejected_at !== '' && this.fields.assigned_at !== '') {
      const remedy = 'leave the unit and its instants out, or the rejection';
      this.fault('rejected_at', 'a case that had a unit is not rejected', remedy);
    }
    const stillPaused = this.fields.paused_at !== '' && this.fields.resumed_at === '';
    if (stillPaused && this.fields.resolved_at === '' && this.fields.paused_until === '') {
      this.fault('paused_until', 'the pause has no end', 'say until when it is meant to last');
    }
  }
}

function instantOf(text: string): Date | null {
  if (!INSTANT.test(text)) return null;
  try {
    return new Date(Temporal.Instant.from(text).epochMilliseconds);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function checkTexts(reader: HistoryReader, fields: History['fields'], reference: Reference): void {
  reader.needed('external_id', 'give the code by which the other system knows the case');
  reader.needed('stream', `write one of ${[...reference.streams.keys()].join(', ')}`);
  reader.needed('text', 'a case says what it is about');
  reader.needed('received_at', 'a case begins with its receipt');
  reader.needed('promised_at', 'give the instant that was promised, or none');
  reader.oneOf('channel', CHANNELS);
  reader.oneOf('pause_reason', Object.keys(WAIT_REASONS));
  reader.oneOf('rating', RATINGS);
  reader.oneOf('reject_reason', REJECT_REASONS);
  if (fields.unit !== '' && !reference.units.has(fields.unit)) {
    reader.fault('unit', `there is no unit "${fields.unit}"`, 'use a code of units.yaml');
  }
  for (const [column, most] of Object.entries(LONGEST) as [HistoryColumn, number][]) {
    if (fields[column].length > most) {
      reader.fault(column, `it has more than ${most} characters`, 'shorten it');
    }
  }
  for (const column of HISTORY_COLUMNS) {
    if (fields[column].includes('\0')) {
      reader.fault(column, 'it holds a NUL character', 'remove it');
    }
  }
}

/**
 * A row of a history file, or everything that is wrong with it.
 * @param latest nothing that was done may be later; null: it may
 */
export function readHistory(
  { line, fields }: CsvRow<HistoryColumn>,
  reference: Reference,
  latest: Date | null,
): History | readonly HistoryFault[] {
  const reader = new HistoryReader(fields);
  checkTexts(reader, fields, reference);
  const instants = Object.fromEntries(
    INSTANTS.map((column) => [column, reader.instant(column, latest)]),
  ) as Record<InstantColumn, Date | null>;
  const rest = {
    promise: fields.promised_at === 'none' ? null : reader.instant('promised_at', null),
    pausedUntil: reader.instant('paused_until', null),
    place: reader.place(),
    form: reader.form(),
  };
  reader.together(instants);
  const receivedAt = instants.received_at;
  if (reader.faults.length > 0 || !receivedAt) return reader.faults;
  return { line, fields, instants, receivedAt, ...rest };
}
