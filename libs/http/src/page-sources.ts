import { type FastifyHelmetOptions } from '@fastify/helmet';

/** What pages may fetch from elsewhere, by the names of the policy's directives. */
export type PageSources = Readonly<
  Partial<
    Record<'scriptSrc' | 'styleSrc' | 'imgSrc' | 'connectSrc' | 'frameSrc', readonly string[]>
  >
>;

/** The headers with those sources beside what they allow already. */
export function withSources(
  headers: FastifyHelmetOptions,
  sources: PageSources,
): FastifyHelmetOptions {
  const policy = headers.contentSecurityPolicy;
  if (policy === null || typeof policy !== 'object') return headers;
  const directives = { ...policy.directives };
  for (const [name, origins] of Object.entries(sources)) {
    if (origins.length === 0) continue;
    const known: unknown = directives[name];
    directives[name] = [...(Array.isArray(known) ? (known as string[]) : ["'self'"]), ...origins];
  }
  return { ...headers, contentSecurityPolicy: { ...policy, directives } };
}
