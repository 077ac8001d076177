import { Problem } from '#libs/contracts';
import { type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { type Observable, throwError, timeout } from 'rxjs';

/**
 * Answers in the place of a handler that takes too long, such as on a database that has fallen
 * silent. What only reads changes nothing; of anything else nobody knows yet what became of it.
 */
export class AnswerInTime implements NestInterceptor {
  constructor(private readonly withinMs: number) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method } = context.switchToHttp().getRequest<FastifyRequest>();
    const reads = method === 'GET' || method === 'HEAD';
    const late = (): Observable<never> =>
      throwError(
        () =>
          new Problem(
            reads ? 'unavailable' : 'outcome_unknown',
            `not done within ${this.withinMs} ms`,
          ),
      );
    return next.handle().pipe(timeout({ first: this.withinMs, with: late }));
  }
}
