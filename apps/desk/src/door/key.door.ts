import { deskPerson, sameText } from '#libs/access';
import { Problem } from '#libs/contracts';
import { type ReferenceCache } from '#libs/store';
import { type Door, type Knock, type Visitor, headerOf } from './door.js';

export const KEY_HEADER = 'Desk-Key';
export const PERSON_HEADER = 'Desk-Person';
const DEFAULT_PERSON = 'op-1';

/**
 * Where signing in is off: whoever has the installation's one key acts as anybody. It is for one
 * machine alone, for programs and for trying things out.
 */
export class KeyDoor implements Door {
  readonly asksFor = 'key';

  constructor(
    private readonly key: string,
    private readonly reference: ReferenceCache,
  ) {}

  shows(knock: Knock): boolean {
    return headerOf(knock, KEY_HEADER) !== undefined;
  }

  async enter(knock: Knock): Promise<Visitor> {
    if (!sameText(headerOf(knock, KEY_HEADER) ?? '', this.key)) {
      throw new Problem('not_authenticated', `the header ${KEY_HEADER} is missing or wrong`);
    }
    const reference = await this.reference.get();
    const code = headerOf(knock, PERSON_HEADER) ?? DEFAULT_PERSON;
    const person = reference.people.get(code);
    if (!person) {
      const detail = `the header ${PERSON_HEADER} names "${code}", whom the people table does not have`;
      throw new Problem('not_authenticated', detail);
    }
    return { person: deskPerson(person, reference), session: null, key: null };
  }
}
