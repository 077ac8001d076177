import { hash } from 'node:crypto';
import { type FastifyReply } from 'fastify';

/** An answer that is the same for everybody, and by what it is known again. */
interface Kept<View> {
  readonly view: View;
  readonly etag: string;
}

/** Answers that are worked out once for each of what they are made from. */
export class KeptAnswers<Source extends object, View> {
  private readonly kept = new WeakMap<Source, Kept<View>>();

  constructor(private readonly work: (source: Source) => View) {}

  /** The answer for a source, and its tag: the same for the same words. */
  of(source: Source): Kept<View> {
    const known = this.kept.get(source);
    if (known) return known;
    const view = this.work(source);
    const etag = `"${hash('sha256', JSON.stringify(view), 'base64url').slice(0, 22)}"`;
    const kept = { view, etag };
    this.kept.set(source, kept);
    return kept;
  }
}

/**
 * Answers with it, or with 304 and nothing where whoever asks has it already.
 * @param asked the header If-None-Match
 * @param reply its Cache-Control is the route's own
 */
export function answerKept<View>(
  { view, etag }: Kept<View>,
  asked: string | undefined,
  reply: FastifyReply,
): View | undefined {
  void reply.header('ETag', etag);
  const known = (asked ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (!known.includes(etag) && !known.includes('*')) return view;
  void reply.status(304);
  return undefined;
}
