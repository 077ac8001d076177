import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from '#libs/contracts';
import { ReferenceCache } from '#libs/store';
import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  createParamDecorator,
} from '@nestjs/common';
import { type DeskPerson, deskPerson } from './person.js';
import { DESK_SETTINGS, type DeskSettings } from './settings.js';

export const KEY_HEADER = 'Desk-Key';
export const PERSON_HEADER = 'Desk-Person';
const DEFAULT_PERSON = 'op-1';

/** What the guard reads of a request, and what it leaves there. */
interface DeskRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  deskPerson?: DeskPerson;
}

function header(request: DeskRequest, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}

/** Compares in a time that tells nothing of where two keys differ, nor of their lengths. */
export function sameKey(given: string, expected: string): boolean {
  const digest = (key: string): Buffer => createHash('sha256').update(key).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Lets nobody in without the installation's key, and finds out as whom they act. */
@Injectable()
export class DeskGuard implements CanActivate {
  constructor(
    private readonly reference: ReferenceCache,
    @Inject(DESK_SETTINGS) private readonly settings: DeskSettings,
  ) {}

  /** @throws Problem `not_authenticated` naming the header that is missing or wrong */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<DeskRequest>();
    if (!sameKey(header(request, KEY_HEADER) ?? '', this.settings.deskKey)) {
      throw new Problem('not_authenticated', `the header ${KEY_HEADER} is missing or wrong`);
    }
    const reference = await this.reference.get();
    const code = header(request, PERSON_HEADER) ?? DEFAULT_PERSON;
    const person = reference.people.get(code);
    if (!person) {
      const detail = `the header ${PERSON_HEADER} names "${code}", whom the people table does not have`;
      throw new Problem('not_authenticated', detail);
    }
    request.deskPerson = deskPerson(person, reference);
    return true;
  }
}

/** The person of the request, as the guard found them. */
export const Person = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const { deskPerson: person } = context.switchToHttp().getRequest<DeskRequest>();
  if (!person) throw new Error('a route of the desk without its guard');
  return person;
});
