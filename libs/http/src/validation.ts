import { type FieldFault, Problem } from '#libs/contracts';
import { ValidationPipe, type ValidationError } from '@nestjs/common';

function faults(errors: readonly ValidationError[], prefix = ''): FieldFault[] {
  return errors.flatMap((error) => {
    const field = `${prefix}${error.property}`;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...faults(error.children ?? [], `${field}.`)];
  });
}

/** Bodies and queries exactly as their DTO says: unknown fields are refused, each fault is named. */
export function validation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => {
      const found = faults(errors);
      return new Problem('invalid_request', found.map(({ field }) => field).join(', '), found);
    },
  });
}
