import { type AbuseSettings, abuseSettings } from '#libs/config';
import { CAPTCHA_WITHIN_MS } from '#libs/http';
import { Outgoing } from '#libs/outgoing';
import { type Abuse } from '../../apps/intake/src/intake-gate.js';

/** What stands against floods as the environment sets it, counted by this process alone. */
export function abuseOf(env: NodeJS.ProcessEnv, more: Partial<AbuseSettings> = {}): Abuse {
  const settings = { ...abuseSettings(env), ...more };
  const outgoing = new Outgoing({ allowLoopback: true }, { withinMs: CAPTCHA_WITHIN_MS });
  return { settings, counts: null, trouble: () => undefined, outgoing };
}

/** Nothing stands against anything: a suite about something else files as much as it likes. */
export const UNLIMITED: Abuse = abuseOf({ KIP_LIMITS: 'off', KIP_HOLD_FLOODS: 'off' });
