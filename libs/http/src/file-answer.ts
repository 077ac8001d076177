import { StreamableFile, applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';

const JPEG = 'image/jpeg';

/** Says of a route that it answers with a file of one of these types. */
export function AnswersFile(...types: readonly string[]): MethodDecorator {
  return applyDecorators(
    ApiProduces(...types),
    ApiOkResponse({ description: 'A file', schema: { type: 'string', format: 'binary' } }),
  );
}

/** Says of a route that it answers with a photo. */
export function AnswersPhoto(): MethodDecorator {
  return applyDecorators(
    ApiProduces(JPEG),
    ApiOkResponse({ description: 'A photo', schema: { type: 'string', format: 'binary' } }),
  );
}

/**
 * Answers with a file of its own: a browser that opens it runs nothing of it, and neither it nor anything
 * between keeps it.
 * @param name of the file: letters, digits, `-` and `.` alone
 */
export function fileAnswer(
  reply: FastifyReply,
  bytes: Uint8Array,
  name: string,
  type: string,
): StreamableFile {
  void reply.headers({
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
  return new StreamableFile(bytes);
}

/** Answers with a photo. @param name letters, digits, `-` and `.` alone */
export function photoAnswer(reply: FastifyReply, bytes: Uint8Array, name: string): StreamableFile {
  return fileAnswer(reply, bytes, name, JPEG);
}
