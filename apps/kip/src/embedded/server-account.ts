import { EmbeddedServerError } from './embedded-error.js';
import { type Account, run } from './run.js';

/** The usual name, so that a machine with a packaged Postgres needs no further user. */
const NAME = 'postgres';

async function lookUp(name: string): Promise<Account | undefined> {
  const [user, group] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  const uid = Number(user.output);
  const gid = Number(group.output);
  const found = user.code === 0 && group.code === 0 && Number.isInteger(uid) && uid > 0;
  return found ? { uid, gid } : undefined;
}

/**
 * The system user under which root lets the server run; created, without a log-in and without a home,
 * when the machine has none. Only for root.
 *
 * @throws EmbeddedServerError SERVER_ACCOUNT when there is none and none can be created
 */
export async function serverAccount(
  notice: (text: string) => void,
  name: string = NAME,
): Promise<Account> {
  const present = await lookUp(name);
  if (present !== undefined) return present;
  const common = [
    '--system',
    '--no-create-home',
    '--home-dir',
    '/',
    '--shell',
    '/usr/sbin/nologin',
  ];
  const first = await run('useradd', [...common, '--user-group', name]);
  // A group of that name may exist without the user.
  const last = first.code === 0 ? first : await run('useradd', [...common, '--gid', name, name]);
  const created = await lookUp(name);
  if (created === undefined) {
    throw new EmbeddedServerError(
      'SERVER_ACCOUNT',
      `Postgres does not run as root, and the system user "${name}" could not be created: ${first.output || last.output}.`,
      `Create it (useradd --system ${name}), or start as an ordinary user.`,
    );
  }
  notice(`Created the system user "${name}", as whom Postgres runs when root starts it.`);
  return created;
}
