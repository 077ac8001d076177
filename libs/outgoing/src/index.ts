export { Outgoing, OutgoingError, type OutgoingFault, type Resolve } from './outgoing.js';
export { newWebhookSecret, webhookHeaders } from './standard-webhooks.js';
