import { type Right } from '#libs/domain';
import { type SessionStage } from '#libs/store';
import { type INestApplicationContext, SetMetadata, applyDecorators } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ApiExtension, ApiHeader, ApiParam } from '@nestjs/swagger';

/**
 * Who may use a route. `public`: anybody. `case_token`: whoever holds a report's tracking token, or is the
 * citizen signed in whose own it is. `citizen`: whoever is signed in as a citizen.
 * `session`: whoever is signing in, or has. `right`: whoever is signed in and holds it.
 */
export type RouteRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'case_token' }
  | { readonly kind: 'citizen' }
  | { readonly kind: 'session'; readonly stages: readonly SessionStage[] }
  | { readonly kind: 'right'; readonly right: Right };

const RULE = 'kip:route-rule';

/** In the interface's description each operation says who may use it. */
export const ACCESS = 'x-access';

function declare(rule: RouteRule, words: string): MethodDecorator {
  return applyDecorators(SetMetadata(RULE, rule), ApiExtension(ACCESS, words));
}

/** Anybody may use the route. */
export const ForAnybody = (): MethodDecorator => declare({ kind: 'public' }, 'public');

/** The header by which whoever sent a report shows that it is theirs. */
export const TOKEN_HEADER = 'Tracking-Token';

/** Whoever holds the tracking token of the report, or is signed in as whose own it is; the route looks for itself. */
export const WithCaseToken = (): MethodDecorator =>
  applyDecorators(
    declare({ kind: 'case_token' }, 'case_token'),
    ApiParam({ name: 'code', type: String }),
    ApiHeader({ name: TOKEN_HEADER, required: false, description: 'Not where one is signed in' }),
  );

/** Whoever is signed in as a citizen. */
export const ForCitizens = (): MethodDecorator => declare({ kind: 'citizen' }, 'citizen');

/** Whoever has a session that has come so far. */
export const InSession = (...stages: SessionStage[]): MethodDecorator =>
  declare({ kind: 'session', stages }, `session: ${stages.join(', ')}`);

/** Whoever is signed in and holds the right. */
export const Needs = (right: Right): MethodDecorator =>
  declare({ kind: 'right', right }, `right: ${right}`);

/** The rule that a route's method declares. */
export function ruleOf(handler: object): RouteRule | undefined {
  return Reflect.getMetadata(RULE, handler) as RouteRule | undefined;
}

/** A route of a controller, with who may use it. */
export interface DeclaredRoute {
  readonly method: string;
  /** From the root, with its parameters as `:name`. */
  readonly path: string;
  readonly handler: string;
  readonly rule: RouteRule | undefined;
}

/** As Nest numbers the methods of HTTP. */
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'ALL', 'OPTIONS', 'HEAD'];

function pathOf(target: object): string {
  const path = Reflect.getMetadata('path', target) as string | undefined;
  return path === undefined || path === '/' ? '' : path;
}

/** Every route of an app's controllers. */
export function routesOf(app: INestApplicationContext): readonly DeclaredRoute[] {
  const scanner = new MetadataScanner();
  const modules = [...app.get(ModulesContainer).values()];
  return modules.flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const { prototype } = metatype as { prototype: object };
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = (prototype as Readonly<Record<string, object | undefined>>)[name];
        const method = handler && (Reflect.getMetadata('method', handler) as number | undefined);
        if (!handler || method === undefined) return [];
        const path = [pathOf(metatype), pathOf(handler)].filter((part) => part !== '').join('/');
        return [
          {
            method: METHODS[method] ?? '',
            path: `/${path}`,
            handler: `${metatype.name}.${name}`,
            rule: ruleOf(handler),
          },
        ];
      });
    }),
  );
}

/**
 * Nothing is open because somebody forgot to say who may use it.
 * @throws Error naming the routes that say nothing, when the app starts
 */
export function demandRules(app: INestApplicationContext): void {
  const silent = routesOf(app).filter(({ rule }) => rule === undefined);
  if (silent.length === 0) return;
  const names = silent.map(({ method, path, handler }) => `${method} ${path} (${handler})`);
  throw new Error(
    `these routes do not say who may use them: ${names.join(', ')}; ` +
      'give each @ForAnybody, @WithCaseToken, @ForCitizens, @InSession or @Needs',
  );
}
