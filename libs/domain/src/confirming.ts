import { phoneDigits } from './traces.js';

/** By what somebody can show that a contact is theirs. */
export const CONFIRM_WAYS = ['mail', 'phone'] as const;
export type ConfirmWay = (typeof CONFIRM_WAYS)[number];

/** What a stream asks of whoever rates: nothing, or that one way of reaching them was confirmed. */
export const CONFIRM_RULES = ['none', 'mail_or_phone'] as const;
export type ConfirmRule = (typeof CONFIRM_RULES)[number];

/** So long a code can be used, in minutes. */
export const CODE_MINUTES = 15;
/** After so many wrong ones a code is worth nothing. */
export const MOST_GUESSES = 5;
/** So long after a code was sent no other is, in seconds. */
export const RESEND_SECONDS = 60;

/** Whether whoever confirmed by these ways may rate in a stream of this rule. */
export function mayRate(rule: ConfirmRule, confirmed: readonly ConfirmWay[]): boolean {
  return rule === 'none' || confirmed.length > 0;
}

/** A telephone number as it is dialled from anywhere: 0905 123 456 becomes +84905123456 (E.164). */
export function dialled(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  const foreign = /^\+(?!84)/.test(phone.trim()) || /^00(?!84)/.test(digits);
  return foreign ? `+${digits.replace(/^00/, '')}` : `+84${phoneDigits(phone)}`;
}
