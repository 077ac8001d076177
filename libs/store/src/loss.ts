import { Problem } from '#libs/contracts';

/**
 * SQLSTATE classes that say that the server is away or overloaded: connection, resources, operator.
 */
const AWAY_STATES = /^(08|53|57)...$/;
const SOCKET_CODES = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOST|ENET|EAI_)/;
/** What the driver says without a code: of a time-out, and of a connection that has gone. */
const AWAY_WORDS =
  /Query read timeout|timeout exceeded when trying to connect|timeout expired|Connection terminated|Client has encountered a connection error|Client was closed/;

const SQLSTATE = /^[0-9A-Z]{5}$/;
/** Said by a server that drops the connection, whatever it had done by then. */
const DROPS = /^(08|57P)/;

function codeOf(error: unknown): string {
  const code =
    error !== null && typeof error === 'object' ? (error as { code?: unknown }).code : null;
  return typeof code === 'string' ? code : '';
}

/** Whether an error says that the database is away, silent or overloaded, and nothing of the data. */
export function isAway(error: unknown): boolean {
  if (error instanceof Problem) return error.code === 'unavailable' || isUnknown(error);
  const code = codeOf(error);
  if (code !== '') return AWAY_STATES.test(code) || SOCKET_CODES.test(code);
  return error instanceof Error && AWAY_WORDS.test(error.message);
}

/** Whether an error leaves open if the transaction was committed. */
export function isUnknown(error: unknown): boolean {
  return error instanceof Problem && error.code === 'outcome_unknown';
}

/** Whether an error is the server's answer to a statement: the connection lives, and nothing is open. */
export function isAnswer(error: unknown): boolean {
  const code = codeOf(error);
  return SQLSTATE.test(code) && !SOCKET_CODES.test(code) && !DROPS.test(code);
}
