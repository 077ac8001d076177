import { ConfigError } from './config-error.js';
import { type OidcSettings, oidcSettings, secureUrl } from './sign-in.js';

/** How citizens sign in, where they may. */
export interface CitizenSignInSettings {
  /** Where they open the pages: they return there. */
  readonly publicUrl: string;
  readonly sessionHours: number;
  readonly oidc: OidcSettings;
}

const HOURS = [1, 720] as const;
const USUAL_HOURS = 24;

function sessionHours(env: NodeJS.ProcessEnv): number {
  const text = env['KIP_CITIZEN_SESSION_HOURS'];
  if (text === undefined || text === '') return USUAL_HOURS;
  const hours = Number(text);
  if (!Number.isInteger(hours) || hours < HOURS[0] || hours > HOURS[1]) {
    throw new ConfigError('KIP_CITIZEN_SESSION_HOURS', text, `give ${HOURS[0]} to ${HOURS[1]}`);
  }
  return hours;
}

/**
 * Reads how citizens sign in; null: they do not.
 * @throws ConfigError naming the setting and the remedy
 */
export function citizenSignInSettings(env: NodeJS.ProcessEnv): CitizenSignInSettings | null {
  const oidc = oidcSettings(env, 'KIP_CITIZEN_OIDC');
  if (!oidc) return null;
  const publicUrl = secureUrl(env, 'KIP_PUBLIC_URL');
  if (publicUrl === null) {
    const remedy = 'give where citizens open the pages: they return there';
    throw new ConfigError('KIP_PUBLIC_URL', '', remedy);
  }
  return { publicUrl, sessionHours: sessionHours(env), oidc };
}
