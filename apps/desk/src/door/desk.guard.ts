import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { type Right, Refusal, holders, holds } from '#libs/domain';
import { ruleOf } from '#libs/http';
import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  createParamDecorator,
} from '@nestjs/common';
import { type Door, type Knock, type Visitor } from './door.js';

export const DOOR = Symbol('the door of the desk');

/** What the guard reads of a request, and what it leaves there. */
interface DeskRequest extends Knock {
  visitor?: Visitor;
}

/**
 * Demands that somebody is wholly signed in and holds a right.
 * @throws Problem `code_needed`, `factor_needed`; Refusal `role_not_allowed` naming who may,
 * Problem `key_right_missing`
 */
export function demandRight({ person, session, key }: Visitor, right: Right): void {
  if (session?.stage === 'code') throw new Problem('code_needed', 'code');
  if (session?.stage === 'enrol') throw new Problem('factor_needed', 'factor');
  if (!holds(person.actor.role, right)) {
    throw new Refusal('role_not_allowed', { action: right, allowed: [...holders(right)] });
  }
  if (key && !key.rights.includes(right)) throw new Problem('key_right_missing', right);
}

/** Lets nobody in but as each route says, and finds out as whom they act. */
@Injectable()
export class DeskGuard implements CanActivate {
  constructor(@Inject(DOOR) private readonly door: Door) {}

  /** @throws Problem `not_authenticated` and what the door refuses with; what `demandRight` throws */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = ruleOf(context.getHandler());
    if (!rule) throw new Error('a route that does not say who may use it');
    const request = context.switchToHttp().getRequest<DeskRequest>();
    switch (rule.kind) {
      case 'public':
      case 'case_token':
        return true;
      case 'citizen':
        throw new Error('a route of citizens at the desk');
      case 'session': {
        const visitor = await this.door.enter(request);
        if (!visitor.session || !rule.stages.includes(visitor.session.stage)) {
          throw new Problem('not_authenticated', `a session at: ${rule.stages.join(', ')}`);
        }
        request.visitor = visitor;
        return true;
      }
      case 'right': {
        const visitor = await this.door.enter(request);
        demandRight(visitor, rule.right);
        request.visitor = visitor;
        return true;
      }
    }
  }
}

function visitorOf(context: ExecutionContext): Visitor {
  const { visitor } = context.switchToHttp().getRequest<DeskRequest>();
  if (!visitor) throw new Error('a route of the desk that lets anybody in asks who it is');
  return visitor;
}

/** The person of the request, as the guard found them. */
export const Person = createParamDecorator(
  (_data: unknown, context: ExecutionContext): DeskPerson => visitorOf(context).person,
);

/** Person and session of the request, where people sign in. */
export const Visiting = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  visitorOf(context),
);
