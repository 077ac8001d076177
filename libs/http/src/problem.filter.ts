import { randomUUID } from 'node:crypto';
import { Problem, WaitProblem } from '#libs/contracts';
import { atMostOncePerSecond, errorFrames, errorWords } from '#libs/watch';
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { languageOf, problemBody, problemOf } from './problem-body.js';

/** Seconds after which it is worth trying again, of what refuses for now. */
export const RETRY_AFTER_S: Readonly<Partial<Record<number, number>>> = { 429: 1, 503: 2 };

/** Turns every error into problem+json; what nobody foresaw is logged under an incident id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');
  private readonly troubles = atMostOncePerSecond((text) => {
    this.log.warn(text);
  });

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const language = languageOf(request.headers['accept-language']);
    const body = problemOf(error, language) ?? this.unforeseen(error, language);
    const reply = http.getResponse<FastifyReply>();
    void reply
      .status(body.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      // Where an answer may be kept, its refusal may not.
      .header('Cache-Control', 'no-store');
    const retryAfter =
      error instanceof WaitProblem ? error.waitSeconds : RETRY_AFTER_S[body.status];
    if (retryAfter !== undefined) {
      const cause = error instanceof Problem ? (error.cause ?? error) : error;
      this.troubles(body.code, `answered "${body.code}": ${errorWords(cause)}`);
      void reply.header('Retry-After', String(retryAfter));
    }
    void reply.send(JSON.stringify(body));
  }

  private unforeseen(error: unknown, language: 'vi' | 'en'): ReturnType<typeof problemBody> {
    const incident = randomUUID();
    this.log.error(`incident ${incident}: ${errorWords(error)}`, errorFrames(error).join('\n'));
    return problemBody('internal', incident, language, { incident });
  }
}
