import { EVENT_WORDS } from '#libs/contracts';
import { type EventKind } from '#libs/domain';
import { Needs, askedInstant, pageOf, readCursor, readInstant, writeCursor } from '#libs/http';
import {
  type AuditQuestion,
  Store,
  accessActs,
  actLines,
  brokenSeals,
  savedLines,
  sealHead,
  sealWaiting,
} from '#libs/store';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  AccessActPage,
  ActPage,
  ActsQuery,
  SavedPage,
  SavedQuery,
  SealQuery,
  SealView,
} from './audit.dto.js';

const ACTS = 'audited acts';
const ACCESS = 'audited access';
const SAVED = 'audited saving';

function questionOf(query: ActsQuery | SavedQuery): AuditQuestion {
  return {
    ...{ by: query.person ?? null, kind: query.kind ?? null, limit: query.limit + 1 },
    reportCode: 'report' in query ? (query.report ?? null) : null,
    ...{ from: askedInstant(query.from), to: askedInstant(query.to) },
  };
}

/** The id alone says where these go on: they are made in the order of time. */
const noValue = (value: unknown): null | undefined => (value === null ? null : undefined);

/** Who did what: whole, whatever the scope of whoever looks. */
@ApiTags('admin')
@Controller('v1/desk/audit')
export class AuditController {
  constructor(private readonly store: Store) {}

  /** Who did what to which report; what was written is in the report's own history. */
  @Get('acts')
  @Needs('read_audit')
  @ApiOperation({ operationId: 'auditActs' })
  @ApiOkResponse({ type: ActPage })
  async acts(@Query() query: ActsQuery): Promise<ActPage> {
    const before = readCursor(ACTS, query.cursor, noValue)?.id ?? null;
    const rows = await this.store.transaction({ role: 'worker' }, (tx) =>
      actLines(tx, { ...questionOf(query), before }),
    );
    return pageOf(
      rows,
      query.limit,
      (row) => ({ ...row, title: EVENT_WORDS[row.kind as EventKind] }),
      ({ id }) => writeCursor(ACTS, { value: null, id }),
    );
  }

  /** Who came in, who was shown whose name and number, and what administrators did. */
  @Get('access')
  @Needs('read_audit')
  @ApiOperation({ operationId: 'auditAccess' })
  @ApiOkResponse({ type: AccessActPage })
  async access(@Query() query: ActsQuery): Promise<AccessActPage> {
    const before = readCursor(ACCESS, query.cursor, noValue)?.id ?? null;
    const rows = await this.store.transaction({ role: 'door' }, (tx) =>
      accessActs(tx, { ...questionOf(query), before }),
    );
    return pageOf(
      rows,
      query.limit,
      (row) => row,
      ({ id }) => writeCursor(ACCESS, { value: null, id }),
    );
  }

  /** Who saved which calendar, policy or entry of the reference data. */
  @Get('saved')
  @Needs('read_audit')
  @ApiOperation({ operationId: 'auditSaved' })
  @ApiOkResponse({ type: SavedPage })
  async saved(@Query() query: SavedQuery): Promise<SavedPage> {
    const place = readCursor(SAVED, query.cursor, (value) => readInstant(value) ?? undefined);
    const before = place && { at: place.value, id: place.id };
    const rows = await this.store.transaction({ role: 'worker' }, (tx) =>
      savedLines(tx, { ...questionOf(query), before }),
    );
    return pageOf(
      rows,
      query.limit,
      ({ at, kind, code, revision, by }) => ({ at, kind, code, revision, by }),
      ({ at, id }) => writeCursor(SAVED, { value: at.getTime(), id }),
    );
  }

  /** Verifies the newest seals and every event in them, at one instant. */
  @Get('seal')
  @Needs('read_audit')
  @ApiOperation({ operationId: 'auditSeal' })
  @ApiOkResponse({ type: SealView })
  async seal(@Query() { last }: SealQuery): Promise<SealView> {
    return this.store.transaction({ role: 'worker', steady: true }, async (tx) => {
      const head = await sealHead(tx);
      const number = head?.number ?? 0;
      const after = Math.max(0, number - last);
      const faults = await brokenSeals(tx, after, number);
      const { waiting, waitingSeconds, sealedAt } = await sealWaiting(tx);
      return {
        ...{ number, hash: head?.hash ?? null, sealed_at: sealedAt },
        ...{ waiting, waiting_seconds: waitingSeconds },
        verified_from: number === 0 ? 0 : after + 1,
        holds: faults.length === 0,
        faults: faults.map(({ what, id }) => ({ what, id })),
      };
    });
  }
}
