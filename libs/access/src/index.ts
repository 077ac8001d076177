export * from './accounts.js';
export * from './person.js';
export { mayReadDocument } from './reader.js';
export * from './api-keys.js';
export { keyedHash, sameText, seal, tokenHash, unseal } from './secrets.js';
export { demandGoodPassword, hashPassword } from './passwords.js';
export * from './sign-in.js';
