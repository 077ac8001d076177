/** SQLSTATE class 22, data exception: the database's words then repeat the data. */
const REPEATS_DATA = /^22...$/;

function field(error: object, name: string): string | null {
  const value = (error as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : null;
}

/**
 * What of an error may be logged: its class, code and message, and which table or constraint. Left
 * out is the message where it repeats what somebody sent: a parser's, and the database's about data
 * that it cannot hold. Parameters and details of a statement are never among it.
 */
export function errorWords(error: unknown): string {
  if (typeof error === 'string') return error;
  if (!(error instanceof Error)) return `thrown: ${typeof error}`;
  const code = field(error, 'code');
  const repeats = error instanceof SyntaxError || (code !== null && REPEATS_DATA.test(code));
  const message = repeats ? 'its message repeats data and is left out' : error.message;
  const where = [
    ['code', code],
    ['table', field(error, 'table')],
    ['constraint', field(error, 'constraint')],
  ].flatMap(([name, value]) => (value ? [`${name} ${value}`] : []));
  return `${error.name}: ${message}${where.length > 0 ? ` (${where.join(', ')})` : ''}`;
}

/** Where in the code an error arose, without its message. */
export function errorFrames(error: unknown): readonly string[] {
  return error instanceof Error ? framesOf(error.stack) : [];
}

/** The frames of a stack, without the message that stands before them. */
export function framesOf(stack: string | undefined): readonly string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s*at /.test(line))
    .map((line) => line.trim());
}
