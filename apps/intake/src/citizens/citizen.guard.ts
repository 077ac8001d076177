import { CSRF_HEADER } from '#libs/access';
import { Problem } from '#libs/contracts';
import { TOKEN_HEADER, ruleOf } from '#libs/http';
import {
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  createParamDecorator,
} from '@nestjs/common';
import { type ReporterKey } from '../reporter-work.js';
import { type Citizen, CitizenDoor, type CitizenKnock } from './citizen-door.js';

/** What the guard reads of a request, and what it leaves there. */
interface IntakeRequest extends CitizenKnock {
  readonly params: Readonly<Record<string, string>>;
  citizen?: Citizen;
}

/** The door, where citizens sign in; without one, nobody is signed in. */
export class PerhapsDoor {
  constructor(private readonly door: CitizenDoor | null = null) {}

  /** @throws Problem `not_offered` where citizens do not sign in */
  demand(): CitizenDoor {
    if (!this.door) throw new Problem('not_offered', 'KIP_CITIZEN_OIDC_ISSUER');
    return this.door;
  }

  /** Whether a request comes with a session. */
  shows(knock: CitizenKnock): boolean {
    return this.door?.shows(knock) ?? false;
  }

  /** @throws Problem `not_authenticated`, `csrf_refused` */
  async enter(knock: CitizenKnock): Promise<Citizen> {
    if (!this.door) throw new Problem('not_authenticated', 'nobody signs in here');
    return this.door.enter(knock);
  }
}

const KNOWS_CITIZEN = 'kip:knows-citizen';

/** An open route that is another one for whoever is signed in: where the page shows the session's token. */
export const KnowsCitizen = (): MethodDecorator => SetMetadata(KNOWS_CITIZEN, true);

/**
 * Finds out who is signed in, where that matters: always where a route is for citizens; for a report where
 * its token is not shown; and on an open route that `KnowsCitizen`. A session that has ended is no trouble elsewhere.
 */
@Injectable()
export class CitizenGuard implements CanActivate {
  constructor(private readonly door: PerhapsDoor) {}

  /** @throws Problem `not_authenticated`, `csrf_refused` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = ruleOf(context.getHandler());
    if (!rule) throw new Error('a route that does not say who may use it');
    const request = context.switchToHttp().getRequest<IntakeRequest>();
    const { headers } = request;
    switch (rule.kind) {
      case 'public':
        if (
          Reflect.getMetadata(KNOWS_CITIZEN, context.getHandler()) === true &&
          headers[CSRF_HEADER.toLowerCase()] !== undefined
        ) {
          request.citizen = await this.door.enter(request);
        }
        return true;
      case 'case_token':
        if (headers[TOKEN_HEADER.toLowerCase()] === undefined && this.door.shows(request)) {
          request.citizen = await this.door.enter(request);
        }
        return true;
      case 'citizen':
        request.citizen = await this.door.enter(request);
        return true;
      case 'session':
      case 'right':
        throw new Error('a route of the desk at the intake');
    }
  }
}

const requestOf = (context: ExecutionContext): IntakeRequest =>
  context.switchToHttp().getRequest<IntakeRequest>();

/** The citizen of a route that is for citizens. */
export const SignedIn = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Citizen => {
    const { citizen } = requestOf(context);
    if (!citizen) throw new Error('a route that is not for citizens asks who it is');
    return citizen;
  },
);

/** The citizen, where somebody is signed in and the page says so. */
export const PerhapsSignedIn = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Citizen | null => requestOf(context).citizen ?? null,
);

/** Which report a request is about, and how its sender shows that it is theirs. */
export const Reporter = createParamDecorator(
  (_data: unknown, context: ExecutionContext): ReporterKey => {
    const { params, headers, citizen } = requestOf(context);
    const token = headers[TOKEN_HEADER.toLowerCase()];
    return {
      code: params['code'] ?? '',
      token: Array.isArray(token) ? token[0] : token,
      citizen: citizen?.id ?? null,
    };
  },
);
