export {
  type AbuseSettings,
  type CaptchaSettings,
  type Limit,
  LIMIT_KINDS,
  type LimitKind,
  type Limits,
  NO_LIMITS,
  abuseSettings,
} from './abuse.js';
export { type CitizenSignInSettings, citizenSignInSettings } from './citizen-sign-in.js';
export * from './config.js';
export * from './config-error.js';
export {
  CRASH_POINTS,
  type CrashPoint,
  DEFENCES,
  type Defence,
  type FaultPlan,
  Faults,
  POISONS,
  type Poison,
  poisonOf,
} from './faults.js';
export { type CaptchaWidget } from './captcha-widget.js';
export { makeHome } from './folder.js';
export { type MailServer, type MailSettings, mailSettings } from './mail.js';
export { type MapSettings, type TileSource, mapSettings } from './map.js';
export { type MediaSettings, type S3Place, mediaSettings } from './media.js';
export { type OutgoingSettings, outgoingSettings } from './outgoing.js';
export { type RedisPlace, redisPlace } from './redis-url.js';
export { runProcess } from './run-process.js';
export { type OidcSettings, type SignInSettings, isLoopback, signInSettings } from './sign-in.js';
export { type TextSettings, textSettings } from './texts.js';
export { Stopped, heedSignals, stopSignal, untilStopped } from './signals.js';
export { productVersion } from './version.js';
