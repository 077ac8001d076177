import { type Readable } from 'node:stream';
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
  void reply.headers(headersOf(name, type));
  return new StreamableFile(bytes);
}

function headersOf(name: string, type: string): Readonly<Record<string, string>> {
  return {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  };
}

/**
 * Answers with a file while it is made. Where the client goes away the stream is destroyed; where making it
 * fails, the connection is cut, so that nobody takes a part for the whole.
 * @param name of the file: letters, digits, `-`, `_` and `.` alone
 */
export function streamAnswer(
  reply: FastifyReply,
  pieces: Readable,
  name: string,
  type: string,
): StreamableFile {
  void reply.headers(headersOf(name, type));
  return new StreamableFile(pieces);
}

/** Answers with a photo. @param name letters, digits, `-` and `.` alone */
export function photoAnswer(reply: FastifyReply, bytes: Uint8Array, name: string): StreamableFile {
  return fileAnswer(reply, bytes, name, JPEG);
}
