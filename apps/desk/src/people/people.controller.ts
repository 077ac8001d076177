import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { Needs } from '#libs/http';
import {
  ReferenceCache,
  Store,
  type Tx,
  endSessions,
  findPerson,
  noteAccess,
  peopleWithAccounts,
  savePerson,
} from '#libs/store';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { type SigningIn } from '../door/open-door.js';
import { SIGNING_IN } from '../sign-in/session.controller.js';
import { InvitedView, PersonBody, StaffList, type StaffView } from './people.dto.js';
import { personOf, staffView } from './staff.js';

const CODE = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Who works here: their role and how far they see, and who can sign in. */
@ApiTags('people')
@Controller('v1/desk/people')
export class PeopleController {
  constructor(
    private readonly store: Store,
    private readonly reference: ReferenceCache,
    @Inject(SIGNING_IN) private readonly parts: SigningIn,
  ) {}

  @Get()
  @Needs('manage_people')
  @ApiOperation({ operationId: 'listPeople' })
  @ApiOkResponse({ type: StaffList })
  async list(): Promise<StaffList> {
    const all = await this.store.transaction({ role: 'door' }, peopleWithAccounts);
    return { items: all.map(({ person, account }) => staffView(person, account)) };
  }

  /** Writes a person, new or changed; a change of what they may ends their sessions. */
  @Put(':code')
  @Needs('manage_people')
  @ApiOperation({ operationId: 'savePerson' })
  @ApiOkResponse({ type: StaffList, description: 'Everybody, as they are now' })
  async save(
    @Person() admin: DeskPerson,
    @Param('code') code: string,
    @Body() body: PersonBody,
  ): Promise<StaffList> {
    if (!CODE.test(code)) {
      const message = 'give a code of small letters, digits and hyphens';
      throw new Problem('invalid_request', `code: ${message}`, [{ field: 'code', message }]);
    }
    const person = personOf(code, body, await this.reference.get());
    if (code === admin.code && person.role !== 'admin') {
      throw new Problem('person_changed', 'you would shut yourself out');
    }
    const items = await this.store.transaction({ role: 'door' }, async (tx) => {
      await savePerson(tx, person);
      await endSessionsOf(tx, code, admin.code);
      const { role } = person;
      await noteAccess(tx, 'person_saved', { person: code, by: admin.code, data: { role } });
      return peopleWithAccounts(tx);
    });
    this.reference.forget();
    return { items: items.map((one): StaffView => staffView(one.person, one.account)) };
  }

  @Post(':code/invite')
  @HttpCode(200)
  @Needs('manage_people')
  @ApiOperation({ operationId: 'invitePerson' })
  @ApiOkResponse({ type: InvitedView })
  async invite(@Person() admin: DeskPerson, @Param('code') code: string): Promise<InvitedView> {
    await this.store.transaction({ role: 'door' }, (tx) => demandPerson(tx, code));
    return { token: await this.parts.accounts.invite(code, admin.code) };
  }

  @Post(':code/shut-out')
  @HttpCode(204)
  @Needs('manage_people')
  @ApiOperation({ operationId: 'shutOut' })
  @ApiNoContentResponse({ description: 'Nothing that they had open works any more' })
  async shutOut(@Person() admin: DeskPerson, @Param('code') code: string): Promise<void> {
    if (code === admin.code) throw new Problem('person_changed', 'you would shut yourself out');
    await this.onPerson(code, (tx) => this.parts.accounts.setDisabled(tx, code, admin.code, true));
  }

  @Post(':code/let-in')
  @HttpCode(204)
  @Needs('manage_people')
  @ApiOperation({ operationId: 'letIn' })
  @ApiNoContentResponse()
  async letIn(@Person() admin: DeskPerson, @Param('code') code: string): Promise<void> {
    await this.onPerson(code, (tx) => this.parts.accounts.setDisabled(tx, code, admin.code, false));
  }

  @Post(':code/remove-factor')
  @HttpCode(204)
  @Needs('manage_people')
  @ApiOperation({ operationId: 'removeFactor' })
  @ApiNoContentResponse({ description: 'They set one up anew when they sign in' })
  async removeFactor(@Person() admin: DeskPerson, @Param('code') code: string): Promise<void> {
    await this.onPerson(code, (tx) => this.parts.accounts.removeFactor(tx, code, admin.code));
  }

  private async onPerson(code: string, work: (tx: Tx) => Promise<void>): Promise<void> {
    await this.store.transaction({ role: 'door' }, async (tx) => {
      await demandPerson(tx, code);
      await work(tx);
    });
  }
}

async function demandPerson(tx: Tx, code: string): Promise<void> {
  if (!(await findPerson(tx, code))) throw new Problem('not_found', `no person ${code}`);
}

/** Sessions of somebody else end; whoever changes themselves goes on. */
async function endSessionsOf(tx: Tx, code: string, admin: string): Promise<void> {
  if (code !== admin) await endSessions(tx, code);
}
