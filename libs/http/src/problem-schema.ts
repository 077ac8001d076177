import { PROBLEMS } from '#libs/contracts';
import { type OpenAPIObject } from '@nestjs/swagger';

const text = (description: string): { type: 'string'; description: string } => ({
  type: 'string',
  description,
});

/** A problem as every refusal is answered (RFC 9457). */
const PROBLEM_SCHEMA = {
  type: 'object' as const,
  required: ['type', 'title', 'status', 'code', 'detail', 'remedy'],
  properties: {
    type: text('A name of the problem that stays'),
    title: text('What it is, in the language of Accept-Language'),
    status: { type: 'integer' as const },
    code: { type: 'string' as const, enum: Object.keys(PROBLEMS).sort() },
    detail: text('What it was in this request'),
    remedy: text('What to do about it'),
    errors: {
      type: 'array' as const,
      description: 'The fields that are wrong',
      items: {
        type: 'object' as const,
        required: ['field', 'message'],
        properties: { field: text('Its name'), message: text('What is wrong with it') },
      },
    },
  },
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Says of every operation that it may answer a problem instead. */
export function withProblems(document: OpenAPIObject): OpenAPIObject {
  const problem = {
    description: 'A problem',
    content: {
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) operation.responses['default'] = problem;
    }
  }
  const schemas = { ...document.components?.schemas, Problem: PROBLEM_SCHEMA };
  return { ...document, components: { ...document.components, schemas } };
}
