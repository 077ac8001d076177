import { type DeclaredRoute } from '#libs/http';
import { type Browser } from './browser.js';

/** A case of the matrix: its code, a word that only its text has, and its tracking token. */
export interface MatrixCase {
  readonly code: string;
  readonly word: string;
  readonly token: string;
}

/** Somebody who tries every route, with a case of theirs and one of another's. */
export interface MatrixRole {
  readonly name: string;
  /** Sends a request as them. */
  send(method: string, url: string, body: object | undefined): Promise<MatrixAnswer>;
  readonly own: MatrixCase;
  /** Null for whoever sees every case. */
  readonly another: MatrixCase | null;
  /** Whether the route's rule lets them past the door. */
  passes(route: DeclaredRoute): boolean;
}

export interface MatrixAnswer {
  readonly status: number;
  readonly text: string;
}

/** What a route is sent: values for its parameters besides a report's code, a query, and a body. */
export interface MatrixRequest {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: (subject: MatrixCase) => object;
}

/** What was looked at: cells, those in which somebody is kept out, and what should not be. */
export interface MatrixResult {
  readonly routes: number;
  readonly cells: number;
  readonly keptOut: number;
  readonly leaks: readonly string[];
}

const NOBODYS: MatrixCase = { code: 'PA-2026-999999', word: 'no-such-word', token: 'x'.repeat(43) };
const OF_A_CASE = /^\/v1\/(desk\/|me\/)?reports\/:code/;
const SUBJECTS = ['own', 'another', 'none'] as const;

function urlOf(route: DeclaredRoute, subject: MatrixCase, request: MatrixRequest): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_all, name: string) => {
    const value = name === 'code' && OF_A_CASE.test(route.path) ? subject.code : undefined;
    return encodeURIComponent(value ?? request.parameters?.[name] ?? `no-${name}`);
  });
  return path + (request.query ?? '');
}

/** What the door says to whoever may not come in; a missing token of the page is none of it. */
const SHUT =
  /"code":"(not_authenticated|code_needed|factor_needed|role_not_allowed|key_right_missing)"/;
/** The same, of somebody who is signed in: a rule about the case may still say no to the role. */
const AT_THE_DOOR = /"code":"(not_authenticated|code_needed|factor_needed|csrf_refused)"/;
const UNKNOWN = /"code":"not_found"/;
/** A case was found, and something of it was not. */
const PART_UNKNOWN = /"detail":"no (?!report)\w+ [^"]* of /;

/** Why an answer is wrong; null: it is right. */
function faultOf(
  { status, text }: MatrixAnswer,
  { passes, ofCase, subject }: { passes: boolean; ofCase: boolean; subject: string },
): string | null {
  if (status >= 500) return `answered ${status}`;
  if (!passes) return SHUT.test(text) ? null : `let through with ${status}`;
  if (AT_THE_DOOR.test(text)) return `is not let in: ${status}`;
  if (!ofCase) return null;
  const unknown = status === 404 && UNKNOWN.test(text) && !PART_UNKNOWN.test(text);
  if (subject === 'own') return unknown ? 'does not find the own case' : null;
  return unknown ? null : `tells of ${subject} case with ${status}`;
}

/**
 * Tries every route as everybody on a case of theirs, of another's and of nobody's. Each cell that is
 * refused has one beside it that is not, so that a refusal says something.
 */
export async function tryMatrix(
  routes: readonly DeclaredRoute[],
  roles: readonly MatrixRole[],
  requests: (route: DeclaredRoute) => MatrixRequest,
): Promise<MatrixResult> {
  const leaks: string[] = [];
  let [cells, keptOut] = [0, 0];
  for (const route of routes) {
    const request = requests(route);
    const ofCase = OF_A_CASE.test(route.path);
    const name = `${route.method} ${route.path}`;
    if (!roles.some((role) => role.passes(route)))
      leaks.push(`${name}: nobody of these may use it`);
    for (const role of roles) {
      for (const subject of SUBJECTS) {
        const given = subject === 'own' ? role.own : subject === 'another' ? role.another : NOBODYS;
        if (given === null) continue;
        const body = request.body?.(given);
        const answer = await role.send(route.method, urlOf(route, given, request), body);
        const passes = role.passes(route);
        cells += 1;
        if (!passes || (ofCase && subject !== 'own')) keptOut += 1;
        const fault = faultOf(answer, { passes, ofCase, subject });
        if (fault !== null) leaks.push(`${name} as ${role.name}: ${fault}`);
        // What is published is for everybody.
        const own = role.another !== null && !route.path.startsWith('/v1/public/');
        const shown = own && answer.text.includes(role.another.word);
        if (shown) leaks.push(`${name} as ${role.name}: shows another's text`);
      }
    }
  }
  return { routes: routes.length, cells, keptOut, leaks };
}

/** A browser's way of sending, for the matrix. */
export function sendingOf(browser: Browser): MatrixRole['send'] {
  return async (method, url, body) => {
    const { status, body: seen } = await browser.send<unknown>(method, url, body);
    return { status, text: typeof seen === 'string' ? seen : JSON.stringify(seen) };
  };
}
