import { oidcTrouble } from '#libs/access';
import { type Config, type OidcSettings } from '#libs/config';
import { Outgoing, OutgoingError } from '#libs/outgoing';
import { type Finding, ok, warning, wrong } from './finding.js';

const WITHIN_MS = 5_000;
const FAULTY = 500;

async function signIn(what: string, oidc: OidcSettings | null, prefix: string): Promise<Finding[]> {
  if (!oidc) return [];
  const trouble = await oidcTrouble(oidc);
  return [
    trouble === null
      ? ok(what, `${oidc.issuer} answers`)
      : wrong(
          what,
          `${oidc.issuer} does not vouch for anybody (${trouble}): correct ${prefix}_ISSUER`,
        ),
  ];
}

/** Asks the gateway for nothing, and without its key: whatever it answers, it is there. */
async function texts({ texts: gateway, outgoing: settings }: Elsewhere): Promise<Finding[]> {
  if (!gateway) return [];
  const outgoing = new Outgoing(settings, { withinMs: WITHIN_MS });
  const headers = { 'Content-Type': 'application/json' };
  try {
    const asked = { url: gateway.url, headers, body: '{}', mostBytes: 0 };
    const { status } = await outgoing.post(asked);
    return [
      status < FAULTY
        ? ok(
            'text messages',
            'the gateway answers; whether it takes the key is seen with the first',
          )
        : warning('text messages', `the gateway answers with ${status}: look at it`),
    ];
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    return [
      wrong('text messages', `the gateway does not answer (${error.message}): correct KIP_SMS_URL`),
    ];
  } finally {
    await outgoing.close();
  }
}

/** What of the settings other systems are named by. */
type Elsewhere = Pick<Config, 'citizenSignIn' | 'outgoing' | 'texts'> & {
  readonly signIn: Pick<Config['signIn'], 'oidc'>;
};

/** Whether the systems of others answer that this one works with; what is not set up is not told of. */
export async function elsewhere(config: Elsewhere): Promise<readonly Finding[]> {
  const { signIn: staff, citizenSignIn } = config;
  return [
    ...(await signIn('sign-in of staff', staff.oidc, 'KIP_OIDC')),
    ...(await signIn('sign-in of citizens', citizenSignIn?.oidc ?? null, 'KIP_CITIZEN_OIDC')),
    ...(await texts(config)),
  ];
}
