import { type Config } from '#libs/config';
import { type Installation } from '../installation.js';
import { hasAdministrator } from '#libs/store';
import { DEMO_PASSWORD, demoAccounts } from '../demo/accounts.js';
import { type Serving } from '../all-in-one.js';

/** How people get into the desk, line by line. */
async function wayIn(
  { store, reference }: Installation,
  config: Config,
  demo: boolean,
): Promise<readonly string[]> {
  if (!config.signIn.on) return [`  Desk-Key  ${config.deskKey ?? ''}`];
  if (demo) {
    const accounts = demoAccounts(await reference.get());
    const lines = accounts.map(({ role, email }) => `    ${role.padEnd(10)}  ${email}`);
    return [`  accounts, each with the password ${DEMO_PASSWORD}`, ...lines];
  }
  const there = await store.transaction({ role: 'door' }, hasAdministrator);
  if (there) return [];
  return [
    '  nobody can sign in yet; make the first administrator:',
    '    npx kip admin create --name "…" --email …',
  ];
}

/** Where what is served is found, and how people get in. */
export async function servingText(
  installation: Installation,
  { intakeUrl, deskUrl }: Pick<Serving, 'intakeUrl' | 'deskUrl'>,
  config: Config,
  demo: boolean,
): Promise<string> {
  return [
    `Kịp works on ${installation.name}`,
    `  citizens  ${intakeUrl}`,
    `  desk      ${deskUrl}`,
    ...(await wayIn(installation, config, demo)),
    'Ctrl-C ends it.',
  ].join('\n');
}
