import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

/** Which of the console's bundles an app serves: the citizens' or the staff's. */
export type PagesOf = 'citizen' | 'staff';

/** What is no page even where a browser asks for it: programs' addresses answer as to programs. */
const NO_PAGE = /^\/(v1|docs|board|health|metrics|assets)(\/|-|\?|$)/;
/** The name of an asset changes with its content; every other file is asked for again. */
const FOR_GOOD = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

/** What a browser is shown where the pages were not built. */
const NOT_BUILT = `<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>Kịp</title>
<p>Chưa có trang: chạy <code>make build</code>.
<p lang="en">The pages are not built: run <code>make build</code>.
</html>
`;

/** The folder of a bundle as it was built, whether run from the sources or from dist; null: not built. */
function builtFolder(pages: PagesOf): string | null {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
  const built = path.join(folder, 'dist', 'console', pages);
  return existsSync(path.join(built, `${pages}.html`)) ? built : null;
}

function wantsPage({ url, headers }: FastifyRequest): boolean {
  return !NO_PAGE.test(url) && (headers.accept ?? '').includes('text/html');
}

/**
 * Serves a bundle of the console: its files, and its one page at every other address that a browser
 * opens, for the page itself knows what its addresses mean. Anything else stays not found. Without a
 * built bundle the page says how to build it, with status 503.
 */
export async function addPages(server: FastifyInstance, pages: PagesOf): Promise<void> {
  const folder = builtFolder(pages);
  if (folder !== null) {
    await server.register(fastifyStatic, {
      root: folder,
      decorateReply: false,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (reply, file) => {
        const inAssets = path.relative(folder, file).startsWith(`assets${path.sep}`);
        void reply.header('Cache-Control', inAssets ? FOR_GOOD : ASK_AGAIN);
      },
    });
  }
  const html = folder === null ? NOT_BUILT : readFileSync(path.join(folder, `${pages}.html`));
  const status = folder === null ? 503 : 200;
  const page = (request: FastifyRequest, reply: FastifyReply): FastifyReply | void => {
    if (!wantsPage(request)) {
      reply.callNotFound();
      return undefined;
    }
    return reply
      .status(status)
      .header('Content-Type', 'text/html; charset=utf-8')
      .header('Cache-Control', ASK_AGAIN)
      .send(html);
  };
  server.get('/', page);
  server.get('/*', page);
}
