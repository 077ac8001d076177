import { Problem } from '#libs/contracts';
import {
  type CallHandler,
  type CustomDecorator,
  type ExecutionContext,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type Observable, throwError, timeout } from 'rxjs';

const WITHIN = 'kip:answer-within-ms';

/** Gives a route a time of its own: its request takes long to come in. */
export const AnswerWithin = (ms: number): CustomDecorator => SetMetadata(WITHIN, ms);

/**
 * Answers in the place of a handler that takes too long, such as on a database that has fallen
 * silent. What only reads changes nothing; of anything else nobody knows yet what became of it.
 */
export class AnswerInTime implements NestInterceptor {
  constructor(private readonly withinMs: number) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const own = Reflect.getMetadata(WITHIN, context.getHandler()) as number | undefined;
    const withinMs = own ?? this.withinMs;
    const { method } = context.switchToHttp().getRequest<FastifyRequest>();
    const reads = method === 'GET' || method === 'HEAD';
    const late = (): Observable<never> =>
      throwError(
        () =>
          new Problem(reads ? 'unavailable' : 'outcome_unknown', `not done within ${withinMs} ms`),
      );
    return next.handle().pipe(timeout({ first: withinMs, with: late }));
  }
}
