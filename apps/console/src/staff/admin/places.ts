import { type Right } from '../access.js';

interface Place {
  readonly name:
    'people' | 'calendars' | 'policies' | 'reference' | 'keys' | 'webhooks' | 'privacy';
  readonly right: Right;
}

/** What administrators look after, in the order of their navigation. */
export const PLACES: readonly Place[] = [
  { name: 'people', right: 'manage_people' },
  { name: 'calendars', right: 'read_rules' },
  { name: 'policies', right: 'read_rules' },
  { name: 'reference', right: 'read_reference' },
  { name: 'keys', right: 'manage_keys' },
  { name: 'webhooks', right: 'manage_webhooks' },
  { name: 'privacy', right: 'manage_privacy' },
];
