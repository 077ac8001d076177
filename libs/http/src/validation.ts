import { type FieldFault, Problem } from '#libs/contracts';
import { ValidationPipe, type ValidationError } from '@nestjs/common';

function faults(errors: readonly ValidationError[], prefix: string): FieldFault[] {
  return errors.flatMap((error) => {
    const field = `${prefix}${error.property}`;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...faults(error.children ?? [], `${field}.`)];
  });
}

/**
 * Bodies and queries exactly as their DTO says: unknown fields are refused, each fault is named.
 * @param prefix where what is validated stands in what was sent: `body.`
 */
export function validation(prefix = ''): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => {
      const found = faults(errors, prefix);
      return new Problem('invalid_request', found.map(({ field }) => field).join(', '), found);
    },
  });
}

/**
 * What stands within a body and has a DTO of its own, which the body alone cannot name.
 * @throws Problem `invalid_request` naming the fields, each behind `prefix`
 */
export async function validated<Dto extends object>(
  type: new () => Dto,
  sent: object,
  prefix: string,
): Promise<Dto> {
  const pipe = validation(prefix);
  const made: unknown = await pipe.transform(sent, { type: 'body', metatype: type });
  if (!(made instanceof type)) throw new Error(`the validation made no ${type.name}`);
  return made;
}
