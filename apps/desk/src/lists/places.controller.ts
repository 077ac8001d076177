import { type DeskPerson } from '#libs/access';
import { ALIKE, fold, likeness } from '#libs/domain';
import { Needs, known } from '#libs/http';
import { type AroundRow, type LookalikeRow, lookalikes, openReportsAround } from '#libs/store';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeskWork } from '../desk-work.js';
import { Person } from '../door/desk.guard.js';
import {
  MOST_ALIKE,
  MOST_AROUND,
  NearbyList,
  NearbyQuery,
  type SimilarItem,
  SimilarList,
} from './places.dto.js';

/** So many are compared with a report: beyond them lies what is too far away to be the same. */
const COMPARED = 300;
const DIGITS = 100;

function headOf(
  row: Omit<AroundRow, 'metres' | 'lat' | 'lon'>,
): Omit<SimilarItem, 'metres' | 'score' | 'likeness'> {
  const { code, state, stream_code, category_code, area_code, unit_code } = row;
  const { priority, text, address, received_at, due_at } = row;
  return {
    ...{ code, state, stream: stream_code, category: category_code, area: area_code },
    ...{ unit: unit_code, priority, text, address, received_at, due_at },
  };
}

function wordsOf({ text, address }: Pick<AroundRow, 'text' | 'address'>): string {
  return fold([text, address ?? ''].join(' '));
}

function rounded(share: number): number {
  return Math.round(share * DIGITS) / DIGITS;
}

/** What lies where, and what may be the same. */
@ApiTags('reports')
@Controller('v1/desk')
export class PlacesController {
  constructor(private readonly work: DeskWork) {}

  /** Open reports near a place: to be followed instead of filed once more. */
  @Get('nearby')
  @Needs('read_cases')
  @ApiOperation({ operationId: 'listNearby' })
  @ApiOkResponse({ type: NearbyList })
  async nearby(@Person() person: DeskPerson, @Query() query: NearbyQuery): Promise<NearbyList> {
    const { lat, lon, metres, stream, category } = query;
    return this.work.run(person, async (tx, reference) => {
      const rows = await openReportsAround(tx, {
        ...{ lat, lon, metres, sight: person.scope, limit: MOST_AROUND },
        streamCode: stream === undefined ? null : known(reference, 'streams', stream, 'stream'),
        categoryCodes:
          category === undefined
            ? []
            : reference.categoriesBelow(known(reference, 'categories', category, 'category')),
      });
      return {
        items: rows.map((row) => ({
          ...headOf(row),
          ...{ lat: row.lat, lon: row.lon, metres: Math.round(row.metres) },
        })),
      };
    });
  }

  /** Reports within sight that may be of the same thing as one of them, and what makes them alike. */
  @Get('reports/:code/similar')
  @Needs('read_cases')
  @ApiOperation({ operationId: 'listSimilar' })
  @ApiOkResponse({ type: SimilarList })
  async similar(@Person() person: DeskPerson, @Param('code') code: string): Promise<SimilarList> {
    return this.work.look(person, code, async (tx, _reference, report) => {
      const { receivedAt } = report;
      const own = { words: wordsOf(report), receivedAt };
      const itemOf = (row: LookalikeRow): SimilarItem => {
        const other = { words: wordsOf(row), receivedAt: row.received_at };
        const { score, place, time, words: said } = likeness(own, other, row.metres);
        const parts = { time: rounded(time), words: rounded(said) };
        return {
          ...headOf(row),
          metres: row.metres === null ? null : Math.round(row.metres),
          score: rounded(score),
          likeness: { place: place === null ? null : rounded(place), ...parts },
        };
      };
      const items = (await lookalikes(tx, report, COMPARED))
        .map(itemOf)
        .filter(({ score }) => score >= ALIKE)
        .sort((one, other) => other.score - one.score)
        .slice(0, MOST_ALIKE);
      return { items };
    });
  }
}
