import { readFileSync } from 'node:fs';
import { type Random } from '../../apps/kip/src/demo/random.js';

/** What of a schema of the interface's description is needed to make values of it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** An operation of the interface. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly described: Described;
}

/** A request made up for an operation. */
export interface Made {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const description = JSON.parse(readFileSync('openapi.json', 'utf8')) as Description;

/** Every operation of openapi.json, public and staff's. */
export function operations(): readonly Operation[] {
  return Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      ...{ id: described.operationId, method: method.toUpperCase(), path, described },
    })),
  );
}

const NASTY: readonly unknown[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202eabc',
  'é'.repeat(5_000),
  'x'.repeat(70_000),
  "'; DROP TABLE reports; --",
  '{{7*7}}${7*7}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00',
  '%',
  '\\',
  '=1+1',
  'null',
  'NaN',
  '9'.repeat(400),
  '0001-01-01T00:00:00Z',
  '275760-09-13T00:00:00Z',
  '2026-02-30T00:00:00Z',
  null,
  true,
  -1,
  0,
  1e308,
  -1e308,
  2 ** 53,
  0.1,
  [],
  [[[[[[]]]]]],
  {},
  { $ne: null },
  JSON.parse('{"__proto__": {"admin": true}}'),
  JSON.parse('{"constructor": {"prototype": {"x": 1}}}'),
];

/** Values that mean something, by the name of the field and the operation's path. */
export type Meaning = (name: string, path: string, random: Random) => unknown;

/** Makes requests up: for the most part as described, with something wrong in it here and there. */
export class Fuzzer {
  /** Of the operation for which a request is being made. */
  private path = '';

  constructor(
    private readonly random: Random,
    private readonly meaning: Meaning,
  ) {}

  /** A request for an operation. */
  request({ path, described }: Operation): Made {
    this.path = path;
    // Half of them are as described, so that what comes after the validation is reached as well.
    const wild = this.random.next() < 0.5 ? 0 : 0.25;
    let address = path;
    const query: string[] = [];
    const headers: Record<string, string> = {};
    for (const parameter of described.parameters ?? []) {
      const value = this.value(parameter.name, parameter.schema ?? {}, wild, 0);
      if (parameter.in === 'path') {
        address = address.replace(`{${parameter.name}}`, this.part(value));
      } else if (parameter.required || this.random.next() < 0.4) {
        if (parameter.in === 'query') query.push(...this.pairs(parameter.name, value));
        else headers[parameter.name] = this.headerValue(value);
      }
    }
    if (wild > 0 && this.random.next() < 0.1) query.push(`unknown=${this.part('x')}`);
    const [content] = Object.values(described.requestBody?.content ?? {});
    const body = content && this.value('', content.schema, wild, 0);
    return { path: query.length > 0 ? `${address}?${query.join('&')}` : address, headers, body };
  }

  private part(value: unknown): string {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    // A lone surrogate is no text that an address can hold.
    return encodeURIComponent(Buffer.from(text.slice(0, 2_000)).toString()) || '-';
  }

  private pairs(name: string, value: unknown): string[] {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.map((one) => `${name}=${this.part(one)}`);
  }

  private headerValue(value: unknown): string {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 500);
  }

  private value(name: string, schema: Schema, wild: number, depth: number): unknown {
    if (depth > 0 && this.random.next() < wild) return this.random.pick(NASTY);
    const known = this.meaning(name, this.path, this.random);
    if (known !== undefined) return known;
    return this.asDescribed(name, resolved(schema), wild, depth);
  }

  private asDescribed(name: string, schema: Schema, wild: number, depth: number): unknown {
    const { random } = this;
    if (schema.enum) return random.pick(schema.enum);
    if (schema.oneOf) return this.value(name, random.pick(schema.oneOf), wild, depth);
    switch (schema.type) {
      case 'object':
        return this.objectOf(schema, wild, depth);
      case 'array': {
        const low = schema.minItems ?? 0;
        const length = random.whole(low, low + 2);
        return Array.from({ length }, () => this.value(name, schema.items ?? {}, wild, depth + 1));
      }
      case 'integer':
      case 'number':
        return random.whole(schema.minimum ?? -5, Math.min(schema.maximum ?? 200, 500));
      case 'boolean':
        return random.next() < 0.5;
      default:
        return this.text(schema);
    }
  }

  private objectOf(schema: Schema, wild: number, depth: number): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const needed = schema.required?.includes(name) ?? false;
      const left = needed ? this.random.next() < wild / 4 : this.random.next() < 0.5;
      if (!left) made[name] = this.value(name, property, wild, depth + 1);
    }
    if (this.random.next() < wild / 4) made['surplus'] = this.random.pick(NASTY);
    return made;
  }

  private text({ format, maxLength }: Schema): string {
    const { random } = this;
    if (format === 'date-time') {
      return new Date(Date.UTC(2026, random.whole(0, 11), random.whole(1, 28), 3)).toISOString();
    }
    if (format === 'date') return `2026-0${random.whole(1, 9)}-1${random.whole(0, 9)}`;
    if (format === 'email') return `fuzz${random.whole(1, 50)}@kip.test`;
    const words = ['dây', 'cáp', 'võng', 'trụ', 'nghiêng', 'rác', 'ngập', 'Đông Ba', 'x'];
    const text = Array.from({ length: random.whole(1, 6) }, () => random.pick(words)).join(' ');
    return text.slice(0, maxLength ?? 200);
  }
}

/** A schema without references, and with what it is made up of as one. */
function resolved(schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return resolved(description.components.schemas[name] ?? {});
  }
  if (!schema.allOf) return schema;
  return schema.allOf.reduce<Schema>((all, part) => ({ ...all, ...resolved(part) }), schema);
}
