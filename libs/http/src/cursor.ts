import { Problem } from '#libs/contracts';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { validate as isUuid } from 'uuid';

const USUAL_PAGE = 50;
const LARGEST_PAGE = 200;

/** From where on, and how much of it. */
export class PageQuery {
  @ApiPropertyOptional({ type: String, description: '`next` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  cursor?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: LARGEST_PAGE, default: USUAL_PAGE })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LARGEST_PAGE)
  limit: number = USUAL_PAGE;
}

/** Where a page ends: what the list is ordered by, and the row's id. */
export interface CursorPlace<Value> {
  readonly value: Value;
  readonly id: string;
}

/**
 * A place in the list of that name as an opaque text for an address. Whoever makes one up sees what they would
 * see without: it says where a page begins, and nothing of what is on it.
 * @param list its name, and whatever else decides the order of its rows
 */
export function writeCursor(
  list: string,
  { value, id }: CursorPlace<boolean | number | string | null>,
): string {
  return Buffer.from(JSON.stringify([list, value, id])).toString('base64url');
}

/**
 * The place that a cursor names in the list of that name; null: from the beginning.
 * @param read the value of the order out of what was written; undefined: it is none
 * @throws Problem `bad_cursor` where it is no place of this list
 */
export function readCursor<Value>(
  list: string,
  cursor: string | undefined,
  read: (value: unknown) => Value | undefined,
): CursorPlace<Value> | null {
  if (cursor === undefined) return null;
  const [name, written, id] = partsOf(cursor);
  const value = read(written);
  if (name !== list || value === undefined || typeof id !== 'string' || !isUuid(id)) {
    throw new Problem('bad_cursor', 'it was not given by this list');
  }
  return { value, id };
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) && parts.length === 3 ? parts : [];
  } catch {
    return [];
  }
}

/** An instant, or none, out of a cursor. */
export function readInstant(value: unknown): Date | null | undefined {
  if (value === null) return null;
  const date = typeof value === 'number' ? new Date(value) : null;
  // Beyond the year 9999 the database writes dates otherwise than it reads them.
  return date && Math.abs(date.getTime()) < 253_402_300_800_000 ? date : undefined;
}

/**
 * A page of rows that were asked for with one more than it holds: that one tells of a next page.
 * @param placeOf the place of the last row, as a cursor
 */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  placeOf: (row: Row) => string,
): { items: readonly Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    next: last !== undefined && rows.length > limit ? placeOf(last) : null,
  };
}
