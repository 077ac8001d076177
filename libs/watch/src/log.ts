import { type LogLevel } from '#libs/config';
import { type LoggerService } from '@nestjs/common';
import {
  type DestinationStream,
  type Logger as Pino,
  destination,
  pino,
  stdTimeFunctions,
} from 'pino';
import { errorFrames, errorWords, framesOf } from './error-words.js';

/** What Nest says of its own start is for whoever looks for a fault in it. */
const OF_NEST = new Set([
  'NestFactory',
  'NestApplication',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
]);

/** What a line says besides its words: never a text, name, phone number, address, token or key. */
export type Fields = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * The log of a process: one JSON object a line on stderr, or plain words where that is a terminal.
 * Given to Nest, it also takes what is written with Nest's own `Logger`.
 */
export class Log implements LoggerService {
  constructor(private readonly sink: Pino) {}

  /** A line with fields of its own. */
  write(level: LogLevel, fields: Fields, words: string): void {
    this.sink[level](fields, words);
  }

  log(message: unknown, ...rest: unknown[]): void {
    const fields = contextOf(rest);
    this.line(OF_NEST.has(fields['context'] ?? '') ? 'debug' : 'info', message, fields);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.line('warn', message, contextOf(rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const stack = rest.length > 1 ? rest[0] : undefined;
    const frames = typeof stack === 'string' ? framesOf(stack) : errorFrames(message);
    this.line('error', message, { ...contextOf(rest), ...(frames.length > 0 && { frames }) });
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.line('debug', message, contextOf(rest));
  }

  private line(level: LogLevel, message: unknown, fields: Fields): void {
    this.sink[level](fields, errorWords(message));
  }
}

/** Nest gives the name of who speaks as the last parameter. */
function contextOf(rest: readonly unknown[]): { readonly context?: string } {
  const last = rest.at(-1);
  return typeof last === 'string' ? { context: last } : {};
}

/** Lines for a person: what a terminal shows. */
function plainWords(): DestinationStream {
  return {
    write: (json) => {
      const { time, level, msg, app, context, ...rest } = JSON.parse(json) as Record<
        string,
        unknown
      >;
      const more = Object.entries(rest)
        .filter(([name]) => name !== 'pid')
        .map(
          ([name, value]) =>
            ` ${name}=${Array.isArray(value) ? `\n  ${value.join('\n  ')}` : String(value)}`,
        );
      const [, clock = ''] = String(time).split('T');
      const who = typeof context === 'string' ? ` ${context}` : '';
      process.stderr.write(
        `${clock} ${String(level)} ${String(app)}${who}: ${String(msg)}${more.join('')}\n`,
      );
    },
  };
}

/**
 * Opens the log of a process.
 * @param app what every line names as its source
 * @param to where lines go; stderr unless given
 */
export function openLog(app: string, level: LogLevel, to?: DestinationStream): Log {
  // Not waited for: under load, lines are written together, and a slow reader holds up no request.
  const stderr = (): DestinationStream =>
    process.stderr.isTTY ? plainWords() : destination({ fd: 2, sync: false });
  const options = {
    level,
    base: { app, pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return new Log(pino(options, to ?? stderr()));
}
