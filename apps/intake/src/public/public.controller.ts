import { Problem } from '#libs/contracts';
import { PublicMap, PublicNeighbours, PublicReportPage } from '#libs/dto';
import { PUBLISHED_OPEN, showsPlace } from '#libs/domain';
import { ForAnybody, languageOf, pageOf, readCursor, readInstant, writeCursor } from '#libs/http';
import {
  type MapBox,
  type Reference,
  ReferenceCache,
  SHORT_MS,
  Store,
  type Tx,
  publicAround,
  publicMap,
  publicReports,
} from '#libs/store';
import { Controller, Get, Header, Headers, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PublicListQuery, PublicMapQuery, PublicNearbyQuery } from './public.dto.js';
import { filterOf, publicReport } from './public.view.js';

/** The same for everybody: whoever stands between may answer again with it for a minute. */
const KEPT = 'public, max-age=60';
const LIST = 'published reports';
const MOST_AROUND = 20;
/** A cell is a quarter of a tile wide: 64 pixels on a map of 256. */
const CELLS_OF_A_TILE = 4;
const DAY = 86_400_000;
const MOST_CELLS = 500;
const MOST_ON_MAP = 20_000;

/** @throws Problem `invalid_request` where it is no part of the world, or lies across the 180th meridian */
function boxOf(text: string): MapBox {
  const [south = 0, west = 0, north = 0, east = 0] = text.split(',').map(Number);
  const inside = south >= -90 && north <= 90 && west >= -180 && east <= 180;
  if (inside && south < north && west < east) return { south, west, north, east };
  const message = 'give south, west, north and east, each side smaller than the other';
  throw new Problem('invalid_request', `box: ${message}`, [{ field: 'box', message }]);
}

/** What anybody may read, as far as the streams publish it. */
@ApiTags('public')
@Controller('v1/public')
export class PublicController {
  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
  ) {}

  @Get('reports')
  @ForAnybody()
  @Header('Cache-Control', KEPT)
  @Header('Vary', 'Accept-Language')
  @ApiOperation({ operationId: 'listPublished' })
  @ApiOkResponse({ type: PublicReportPage })
  list(
    @Query() query: PublicListQuery,
    @Headers('accept-language') language: string | undefined,
  ): Promise<PublicReportPage> {
    const after = readCursor(LIST, query.cursor, readInstant);
    return this.read(async (tx, reference) => {
      const filter = filterOf(query, reference, (publication) => publication !== 'private');
      const rows = await publicReports(tx, filter, after, query.limit + 1);
      return pageOf(
        rows,
        query.limit,
        (row) => publicReport(row, reference, languageOf(language)),
        ({ received_at, id }) => writeCursor(LIST, { value: received_at.getTime(), id }),
      );
    });
  }

  @Get('map')
  @ForAnybody()
  @Header('Cache-Control', KEPT)
  @ApiOperation({ operationId: 'mapPublished' })
  @ApiOkResponse({ type: PublicMap })
  map(@Query() query: PublicMapQuery): Promise<PublicMap> {
    const box = boxOf(query.box);
    return this.read(async (tx, reference) => {
      const { cells, looked } = await publicMap(tx, {
        ...{ box, filter: filterOf(query, reference, showsPlace) },
        ...{ most: MOST_ON_MAP, limit: MOST_CELLS + 1 },
        since: new Date(tx.now.getTime() - query.days * DAY),
        side: 360 / 2 ** query.zoom / CELLS_OF_A_TILE,
      });
      return {
        cells: cells
          .slice(0, MOST_CELLS)
          .map(({ count, lat, lon, code, state }) => ({ count, lat, lon, code, state })),
        more: cells.length > MOST_CELLS || looked >= MOST_ON_MAP,
      };
    });
  }

  /** What is being worked on near a place: to be followed instead of filed once more. */
  @Get('nearby')
  @ForAnybody()
  @Header('Cache-Control', KEPT)
  @Header('Vary', 'Accept-Language')
  @ApiOperation({ operationId: 'nearbyPublished' })
  @ApiOkResponse({ type: PublicNeighbours })
  nearby(
    @Query() query: PublicNearbyQuery,
    @Headers('accept-language') language: string | undefined,
  ): Promise<PublicNeighbours> {
    return this.read(async (tx, reference) => {
      const filter = { ...filterOf(query, reference, showsPlace), states: PUBLISHED_OPEN };
      const rows = await publicAround(tx, filter, query, MOST_AROUND);
      return {
        items: rows.map((row) => ({
          ...publicReport(row, reference, languageOf(language)),
          metres: Math.round(row.metres),
        })),
      };
    });
  }

  private async read<Result>(
    work: (tx: Tx, reference: Reference) => Promise<Result>,
  ): Promise<Result> {
    const reference = await this.reference.get();
    const role = { role: 'intake', withinMs: SHORT_MS } as const;
    return this.store.transaction(role, (tx) => work(tx, reference));
  }
}
