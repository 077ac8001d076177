import { hashPassword } from '#libs/access';
import { type Config } from '#libs/config';
import {
  type PersonEntity,
  type Reference,
  type Store,
  changeAccount,
  openAccount,
} from '#libs/store';

/** Of everybody in the demo, whose database is simulated and thrown away. */
export const DEMO_PASSWORD = 'dung-han-la-kip';

/** Gives everybody of the demo an account. */
export async function openDemoAccounts(store: Store, { people }: Reference): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await store.transaction({ role: 'door' }, async (tx) => {
    for (const code of people.keys()) {
      await openAccount(tx, code);
      await changeAccount(tx, code, { passwordHash });
    }
  });
}

/** One of the demo's people for each role, in the order in which a case meets them. */
export function demoAccounts({ people }: Reference): readonly PersonEntity[] {
  const roles = ['operator', 'unit_staff', 'supervisor', 'moderator', 'admin'] as const;
  const all = [...people.values()].sort((a, b) => a.code.localeCompare(b.code));
  return roles.flatMap((role) => all.find((person) => person.role === role) ?? []);
}

/** How the demo lets people in: with a password alone, whatever is set for real use. */
export function demoSignIn(config: Config): Config {
  const signIn = { ...config.signIn, on: true, factorRequired: false, oidc: null };
  return { ...config, signIn, deskKey: null };
}
