import { text } from 'node:stream/consumers';
import { Accounts, demandGoodPassword, hashPassword } from '#libs/access';
import { type Config } from '#libs/config';
import { Problem } from '#libs/contracts';
import {
  type PersonEntity,
  changeAccount,
  endSessions,
  findPerson,
  noteAccess,
  openAccount,
  savePerson,
} from '#libs/store';
import { type Installation } from '../installation.js';
import { type CommonOptions, answer, answerJson, tell, withInstallation } from './frame.js';

export interface AdminCreateOptions extends CommonOptions {
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly passwordStdin?: boolean;
}

export interface AdminInviteOptions extends CommonOptions {
  readonly passwordStdin?: boolean;
}

const EVERYTHING = ['*'];
const EMAIL = /^[^@\s]+@[^@\s]+$/;

/** The password from stdin, without the line's end. */
async function passwordOf(person: Pick<PersonEntity, 'name' | 'email'>): Promise<string> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  await demandGoodPassword(password, [person.name, person.email]);
  return password;
}

/** Lets a person in: with the password given, or with a link to set one. */
async function letIn(
  { store }: Installation,
  config: Config,
  person: PersonEntity,
  { json, passwordStdin }: AdminInviteOptions,
): Promise<void> {
  const { code } = person;
  if (passwordStdin) {
    const passwordHash = await hashPassword(await passwordOf(person));
    await store.transaction({ role: 'door' }, async (tx) => {
      await openAccount(tx, code);
      await changeAccount(tx, code, { passwordHash });
      await endSessions(tx, code);
      await noteAccess(tx, 'password_set', { person: code });
    });
    if (json) answerJson({ code, email: person.email, token: null });
    else answer(`${code}: ${person.email} signs in with the password given`);
    return;
  }
  // Whoever runs this stands before the machine: the link is shown and not sent.
  const token = await new Accounts(store, config.secret, false).invite(code, null);
  if (json) {
    answerJson({ code, email: person.email, token });
    return;
  }
  tell(`${code}: with this token, once and within a week, the password is set:`);
  answer(token ?? '');
  tell(
    `  POST ${config.signIn.deskUrl ?? 'the desk'}/v1/account/password {"token": "…", "password": "…"}`,
  );
}

/** `kip admin create`: an administrator, the first one for instance. */
export async function adminCreate(options: AdminCreateOptions): Promise<number> {
  const { code, name, email } = options;
  if (!EMAIL.test(email)) throw new Problem('invalid_request', `"${email}" is no e-mail address`);
  return withInstallation(options, async (installation, config) => {
    const person: PersonEntity = {
      ...{ code, name, email, role: 'admin', unitCode: null, lead: false, language: 'vi' },
      ...{ streams: EVERYTHING, areas: EVERYTHING, units: EVERYTHING, networks: EVERYTHING },
      illustrative: false,
    };
    await installation.store.transaction({ role: 'door' }, async (tx) => {
      const there = await findPerson(tx, code);
      if (there && there.email.toLowerCase() !== email.toLowerCase()) {
        throw new Problem(
          'conflict',
          `"${code}" is ${there.name} (${there.email}); give another --code`,
        );
      }
      await savePerson(tx, person);
      await noteAccess(tx, 'person_saved', { person: code, data: { role: 'admin' } });
    });
    await letIn(installation, config, person, options);
    return 0;
  });
}

/** `kip admin invite CODE`: a new way in for somebody who is there, should nobody else be left. */
export async function adminInvite(code: string, options: AdminInviteOptions): Promise<number> {
  return withInstallation(options, async (installation, config) => {
    const person = await installation.store.transaction({ role: 'door' }, (tx) =>
      findPerson(tx, code),
    );
    if (!person) throw new Problem('not_found', `no person "${code}"`);
    await letIn(installation, config, person, options);
    return 0;
  });
}
