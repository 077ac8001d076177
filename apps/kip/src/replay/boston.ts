import { type Calendar, type Channel } from '#libs/domain';
import { type CsvRow, type RefusedRow, readCsv } from './csv.js';

/** The columns that are read; the others are passed over. */
export const BOSTON_COLUMNS = [
  'case_enquiry_id',
  'open_dt',
  'target_dt',
  'closed_dt',
  'ontime',
  'case_status',
  'case_title',
  'type',
  'department',
  'neighborhood',
  'latitude',
  'longitude',
  'source',
] as const;
type Column = (typeof BOSTON_COLUMNS)[number];
type Fields = CsvRow<Column>['fields'];

/** A row of Boston's file; instants from its local times. */
export interface BostonRow {
  readonly line: number;
  readonly externalId: string;
  readonly openedAt: Date;
  readonly target: Date | null;
  readonly closedAt: Date | null;
  readonly flag: string;
  readonly title: string;
  readonly type: string;
  readonly department: string;
  readonly neighborhood: string;
  readonly place: { readonly lat: number; readonly lon: number } | null;
  readonly channel: Channel;
}

/** How the city's sources are called here; any other is another system. */
const CHANNELS: Readonly<Record<string, Channel>> = {
  'Constituent Call': 'phone',
  'Self Service': 'web',
  'Citizens Connect App': 'app',
};

const LOCAL = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/** Collects what is wrong with a row, so that all of it is told at once. */
class Reader {
  readonly faults: string[] = [];

  constructor(
    private readonly fields: Fields,
    private readonly calendar: Calendar,
  ) {}

  text(column: Column): string {
    const text = this.fields[column];
    if (text === '') this.faults.push(`${column} is empty; fill it in`);
    return text;
  }

  /** A local time without an offset: in a fold the earlier, in a gap the first after it. */
  instant(column: Column): Date | null {
    const text = this.fields[column];
    if (text === '') return null;
    const [, date, time] = LOCAL.exec(text) ?? [];
    if (date !== undefined && time !== undefined) {
      try {
        return this.calendar.at(date, time);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    this.faults.push(`${column} "${text}" is no time; write it as 2011-07-01 08:30:00`);
    return null;
  }

  degrees(column: 'latitude' | 'longitude', most: number): number | null {
    const text = this.fields[column];
    if (text === '') return null;
    const value = Number(text);
    if (Math.abs(value) <= most) return value;
    this.faults.push(`${column} "${text}" is no number up to ${most} degrees; mend it or empty it`);
    return null;
  }

  place(): BostonRow['place'] {
    const lat = this.degrees('latitude', 90);
    const lon = this.degrees('longitude', 180);
    return lat === null || lon === null ? null : { lat, lon };
  }

  /** A case is closed exactly if it has a time of closing, and not before it was opened. */
  checkEnd(openedAt: Date | null, closedAt: Date | null): void {
    const { case_status: status, closed_dt: text } = this.fields;
    if (status !== 'Open' && status !== 'Closed') {
      this.faults.push(`case_status "${status}" is unknown; write Open or Closed`);
    } else if ((status === 'Closed') !== (text !== '')) {
      this.faults.push(
        `case_status is ${status}, closed_dt is "${text}"; give a closed case its time and an open one none`,
      );
    }
    if (openedAt && closedAt && closedAt < openedAt) {
      this.faults.push(`closed_dt ${text} is before open_dt; put the two right`);
    }
  }
}

function flagOf(reader: Reader, { ontime }: Fields): string {
  if (!['ONTIME', 'OVERDUE', ''].includes(ontime)) {
    reader.faults.push(`ontime "${ontime}" is unknown; write ONTIME, OVERDUE or nothing`);
  }
  return ontime;
}

function bostonRow({ line, fields }: CsvRow<Column>, calendar: Calendar): BostonRow | RefusedRow {
  const reader = new Reader(fields, calendar);
  if (fields.open_dt === '') reader.faults.push('open_dt is empty; a case begins with its receipt');
  const openedAt = reader.instant('open_dt');
  const closedAt = reader.instant('closed_dt');
  reader.checkEnd(openedAt, closedAt);
  const row = {
    line,
    externalId: reader.text('case_enquiry_id'),
    target: reader.instant('target_dt'),
    closedAt,
    flag: flagOf(reader, fields),
    title: fields.case_title || fields.type,
    type: reader.text('type'),
    department: reader.text('department'),
    neighborhood: fields.neighborhood,
    place: reader.place(),
    channel: CHANNELS[fields.source] ?? ('integrator' as const),
  };
  if (reader.faults.length > 0 || openedAt === null) {
    return { line, reason: reader.faults.join('; ') };
  }
  return { ...row, openedAt };
}

/**
 * Reads a file of Boston's 311 cases.
 * @param calendar gives the zone of its local times
 * @throws HistoryFileError where it is no such file
 */
export async function readBoston(
  file: string,
  calendar: Calendar,
): Promise<{ rows: BostonRow[]; refused: RefusedRow[] }> {
  const rows: BostonRow[] = [];
  const refused: RefusedRow[] = [];
  const lines = new Map<string, number>();
  await readCsv(file, BOSTON_COLUMNS, (read) => {
    const row = 'reason' in read ? read : bostonRow(read, calendar);
    if ('reason' in row) {
      refused.push(row);
      return;
    }
    const first = lines.get(row.externalId);
    if (first === undefined) {
      lines.set(row.externalId, row.line);
      rows.push(row);
    } else {
      const reason = `case_enquiry_id ${row.externalId} stands on line ${first} already; leave one of them out`;
      refused.push({ line: row.line, reason });
    }
  });
  return { rows, refused };
}
