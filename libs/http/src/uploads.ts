import { type FieldFault, Problem } from '#libs/contracts';
import multipart from '@fastify/multipart';
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { AnswerWithin } from './answer-in-time.js';

const MEBIBYTE = 1_024 * 1_024;
/** So many bytes one file has at most. */
export const MOST_UPLOAD_BYTES = 15 * MEBIBYTE;
/** Files are held in memory until they are cleaned. */
const MOST_UNDER_WAY = 8;
/** A slow line needs so long for a large photo. */
const WITHIN_MS = 90_000;
const FIELD = 'file';

/** A route that takes one file as multipart/form-data; no other route does. */
export function TakesUpload(): MethodDecorator {
  return applyDecorators(
    RouteConfig({ upload: true }),
    AnswerWithin(WITHIN_MS),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: [FIELD],
        properties: { [FIELD]: { type: 'string', format: 'binary' } },
      },
    }),
  );
}

function takesUpload({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as { readonly upload?: unknown } | undefined)?.upload === true;
}

/** Lets routes that are marked for it take files; to be added before the routes. */
export async function addUploads(server: FastifyInstance): Promise<void> {
  await server.register(multipart, {
    limits: { fileSize: MOST_UPLOAD_BYTES, files: 1, fields: 0, parts: 1, headerPairs: 20 },
  });
  let underWay = 0;
  server.addHook('onRequest', async (request, reply) => {
    if (takesUpload(request)) {
      if (underWay >= MOST_UNDER_WAY) throw new Problem('unavailable', 'too many uploads at once');
      underWay += 1;
      reply.raw.once('close', () => {
        underWay -= 1;
      });
    } else if (/^\s*multipart\//i.test(request.headers['content-type'] ?? '')) {
      throw new Problem('unsupported_media_type', 'this address takes no files');
    }
  });
}

function wrong(message: string, cause?: unknown): Problem {
  const faults: readonly FieldFault[] = [{ field: FIELD, message }];
  return new Problem('invalid_request', message, faults, cause);
}

/** What the parser found wrong, as a problem: none of it is a fault of ours. */
function problemOf(error: unknown): Problem {
  const code = (error as { code?: unknown } | null)?.code;
  switch (code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return new Problem('too_large', `at most ${MOST_UPLOAD_BYTES / MEBIBYTE} MiB`, [], error);
    case 'FST_PARTS_LIMIT':
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return wrong('send one file and nothing else', error);
    default:
      return wrong('it is no whole multipart/form-data', error);
  }
}

async function filesOf(request: FastifyRequest): Promise<readonly Buffer[]> {
  const files: Buffer[] = [];
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') files.push(await part.toBuffer());
    }
  } catch (error) {
    throw problemOf(error);
  }
  return files;
}

/**
 * The one file of a request to a route that takes uploads. Its name and its type, as they were sent,
 * are not looked at.
 * @throws Problem `too_large` over 15 MiB; `invalid_request` where it is not exactly one file
 */
export async function uploadedFile(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw wrong('send multipart/form-data with one file');
  const [file] = await filesOf(request);
  if (!file) throw wrong('send one file');
  return file;
}
