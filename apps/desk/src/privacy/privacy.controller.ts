import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { isOpen, tracesOf } from '#libs/domain';
import { Needs } from '#libs/http';
import { phoneHash } from '#libs/pipeline';
import {
  type PersonReport,
  Store,
  type Tx,
  accessLines,
  blocksOf,
  eraseReport,
  followsOfPerson,
  forgetBlock,
  forgetFollows,
  noteAccess,
  personData,
  reportsByCode,
  reportsOfPerson,
} from '#libs/store';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { DESK_SETTINGS, type DeskSettings } from '../settings.js';
import { decide } from './decide.js';
import {
  AccessPage,
  AccessQuery,
  ErasedView,
  ForgetFollowsBody,
  ForgottenFollows,
  FindPersonBody,
  PersonCodesBody,
  PersonDataView,
  PersonReportList,
} from './privacy.dto.js';

/** @throws Problem `unknown_reference` naming the codes that lead nowhere */
async function demanded(tx: Tx, codes: readonly string[]): Promise<readonly PersonReport[]> {
  const found = await reportsByCode(tx, codes);
  const known = new Set(found.map(({ code }) => code));
  const faults = codes.flatMap((code, index) =>
    known.has(code) ? [] : [{ field: `codes.${index}`, message: `no report "${code}"` }],
  );
  if (faults.length === 0) return found;
  throw new Problem('unknown_reference', faults.map(({ message }) => message).join('; '), faults);
}

/** What a person may demand: to know what is kept of them, and to have it erased. */
@ApiTags('privacy')
@Controller('v1/desk/privacy')
export class PrivacyController {
  constructor(
    private readonly store: Store,
    @Inject(DESK_SETTINGS) private readonly settings: DeskSettings,
  ) {}

  @Post('find')
  @HttpCode(200)
  @Needs('manage_privacy')
  @ApiOperation({ operationId: 'findPerson' })
  @ApiOkResponse({ type: PersonReportList })
  async find(
    @Person() { code: by }: DeskPerson,
    @Body() { phone, email }: FindPersonBody,
  ): Promise<PersonReportList> {
    if (phone === undefined && email === undefined) {
      const message = 'give a phone number or an e-mail address';
      throw new Problem('invalid_request', `phone: ${message}`, [{ field: 'phone', message }]);
    }
    const question = { phone: phone ?? null, email: email ?? null };
    const { found, follows } = await this.store.transaction({ role: 'door' }, async (tx) => {
      const reports = await reportsOfPerson(tx, question);
      for (const { id } of reports) await noteAccess(tx, 'data_found', { by, reportId: id });
      return { found: reports, follows: await followsOfPerson(tx, email ? [email] : []) };
    });
    return {
      follows,
      items: found.map(({ code, state, receivedAt, name, phone: number, email: address }) => ({
        ...{ code, state, received_at: receivedAt, name, phone: number, email: address },
      })),
    };
  }

  /** Everything that is kept of a person in these reports, to be handed to them. */
  @Post('export')
  @HttpCode(200)
  @Needs('manage_privacy')
  @ApiOperation({ operationId: 'tellPerson' })
  @ApiOkResponse({ type: PersonDataView })
  async tell(
    @Person() { code: by }: DeskPerson,
    @Body() { codes, reason, request }: PersonCodesBody,
  ): Promise<PersonDataView> {
    return this.store.transaction({ role: 'door' }, async (tx) => {
      const reports = await demanded(tx, codes);
      const ids = reports.map(({ id }) => id);
      await decide(tx, request, { outcome: 'told', by, reason, codes });
      for (const reportId of ids) {
        await noteAccess(tx, 'data_told', { by, reportId, data: { reason } });
      }
      const phones = new Set(reports.flatMap(({ phone }) => phone ?? []));
      const emails = reports.flatMap(({ email }) => email ?? []);
      return {
        told_at: tx.now,
        contacts: reports.map(({ code, name, phone, email, address }) => ({
          ...{ code, name, phone, email, address },
        })),
        reports: await personData(tx, ids),
        blocks: await blocksOf(
          tx,
          [...phones].map((phone) => phoneHash(this.settings.secret, phone)),
        ),
        follows: await followsOfPerson(tx, emails),
      };
    });
  }

  /** Erases who sent these reports and what they wrote, all of them or none. It cannot be undone. */
  @Post('erase')
  @HttpCode(200)
  @Needs('manage_privacy')
  @ApiOperation({ operationId: 'erasePerson' })
  @ApiOkResponse({ type: ErasedView })
  async erase(
    @Person() { code: by }: DeskPerson,
    @Body() { codes, reason, request }: PersonCodesBody,
  ): Promise<ErasedView> {
    return this.store.transaction({ role: 'door' }, async (tx) => {
      const reports = await demanded(tx, codes);
      const open = reports.filter(({ state }) => isOpen(state)).map(({ code }) => code);
      if (open.length > 0) throw new Problem('still_open', open.join(', '));
      await decide(tx, request, { outcome: 'erased', by, reason, codes });
      for (const report of reports) {
        await eraseReport(tx, report.id, tracesOf(report), by, reason);
        if (report.phone !== null)
          await forgetBlock(tx, phoneHash(this.settings.secret, report.phone));
        await noteAccess(tx, 'data_erased', { by, reportId: report.id });
      }
      return { erased: reports.map(({ code }) => code) };
    });
  }

  /** Erases what somebody follows who sent nothing: there is no case by whose code it could be erased. */
  @Post('forget-follows')
  @HttpCode(200)
  @Needs('manage_privacy')
  @ApiOperation({ operationId: 'forgetFollows' })
  @ApiOkResponse({ type: ForgottenFollows })
  async forget(
    @Person() { code: by }: DeskPerson,
    @Body() { email, reason }: ForgetFollowsBody,
  ): Promise<ForgottenFollows> {
    return this.store.transaction({ role: 'door' }, async (tx) => {
      const forgotten = await forgetFollows(tx, email);
      await noteAccess(tx, 'follows_erased', { by, data: { reason, forgotten } });
      return { forgotten };
    });
  }

  /** Who came in, and who looked at whose name and number, newest first. */
  @Get('access')
  @Needs('read_audit')
  @ApiOperation({ operationId: 'readAccess' })
  @ApiOkResponse({ type: AccessPage })
  async access(@Query() { report, person, before, limit }: AccessQuery): Promise<AccessPage> {
    const question = {
      ...{ reportCode: report ?? null, person: person ?? null },
      ...{ before: before ?? null, limit },
    };
    const items = await this.store.transaction({ role: 'door' }, (tx) => accessLines(tx, question));
    return { items };
  }
}
