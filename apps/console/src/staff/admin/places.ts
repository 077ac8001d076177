import { type Right } from '../access.js';

interface Place {
  readonly name:
    | 'people'
    | 'calendars'
    | 'policies'
    | 'reference'
    | 'routing'
    | 'templates'
    | 'keys'
    | 'webhooks'
    | 'privacy'
    | 'audit'
    | 'dead'
    | 'system';
  readonly right: Right;
}

/** What administrators look after, in the order of their navigation. */
export const PLACES: readonly Place[] = [
  { name: 'people', right: 'manage_people' },
  { name: 'calendars', right: 'read_rules' },
  { name: 'policies', right: 'read_rules' },
  { name: 'reference', right: 'read_reference' },
  { name: 'routing', right: 'read_rules' },
  { name: 'templates', right: 'manage_templates' },
  { name: 'keys', right: 'manage_keys' },
  { name: 'webhooks', right: 'manage_webhooks' },
  { name: 'privacy', right: 'manage_privacy' },
  { name: 'audit', right: 'read_audit' },
  { name: 'dead', right: 'read_queues' },
  { name: 'system', right: 'read_queues' },
];
