import { type DeskPerson } from '#libs/access';
import { type CommandBody } from '#libs/dto';
import { Needs } from '#libs/http';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Person } from '../door/desk.guard.js';
import { DeskWork } from '../desk-work.js';
import { CaseView } from '../views/case.dto.js';
import { COMMANDS, DESK_ACTIONS, pathOf } from './commands.js';
import { commandWork } from './command-work.js';
import { type DeskAction } from './desk-act.js';

/** What people do to a report. Its routes are made from the table of commands, below. */
@ApiTags('commands')
@Controller('v1/desk/reports')
export class CommandsController {
  constructor(private readonly work: DeskWork) {}

  /** Carries a command out; answers with the case as the person sees it afterwards. */
  async command(
    action: DeskAction,
    person: DeskPerson,
    code: string,
    body: CommandBody,
  ): Promise<CaseView> {
    return this.work.change(person, code, commandWork(action, person, body));
  }
}

/** Gives an action its route, as the decorators of a handwritten method would. */
function addRoute(action: DeskAction): void {
  const { prototype } = CommandsController;
  const { body } = COMMANDS[action];
  const descriptor = {
    value(this: CommandsController, person: DeskPerson, code: string, sent: CommandBody) {
      return this.command(action, person, code, sent);
    },
    configurable: true,
    writable: true,
  };
  Object.defineProperty(prototype, action, descriptor);
  Person()(prototype, action, 0);
  Param('code')(prototype, action, 1);
  Body()(prototype, action, 2);
  // What the compiler emits for a method: by it the body's class is found and validated.
  Reflect.defineMetadata('design:paramtypes', [Object, String, body], prototype, action);
  const decorators: readonly MethodDecorator[] = [
    Post(`:code/${pathOf(action)}`),
    HttpCode(200),
    Needs('work_cases'),
    ApiOperation({ operationId: action }),
    ApiParam({ name: 'code', type: String }),
    ApiBody({ type: body }),
    ApiOkResponse({ type: CaseView }),
  ];
  for (const decorate of decorators) decorate(prototype, action, descriptor);
}

for (const action of DESK_ACTIONS) addRoute(action);
