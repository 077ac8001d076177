// Keeps the citizens' pages for when there is no connection: the one page, and the files it is made of.
// What the server says of reports is never kept here. The build writes the two constants.
const BUILD = '__BUILD__';
const FILES = ['__FILES__'];

const CACHE = `kip ${BUILD}`;
const PAGE = '/';
/** As the server has it: what is a program's address even where a browser opens it. */
const NO_PAGE = /^\/(v1|docs|board|health|metrics|assets)(\/|-|$)/;

function askedForPage() {
  return new Request(PAGE, { headers: { Accept: 'text/html' }, cache: 'no-cache' });
}

async function keep(name, response) {
  const cache = await caches.open(CACHE);
  await cache.put(name, response);
}

/** The files of this build, and the page. A browser without room for them goes on without. */
async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...FILES, askedForPage()]);
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** From the server, so that a new version is seen at once; without a connection, as it was last. */
async function freshOrKept(event, name) {
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(keep(name, response.clone()));
    return response;
  } catch (error) {
    const kept = await caches.match(name);
    if (kept) return kept;
    throw error;
  }
}

/** A file whose name changes with its content is asked for once. */
async function keptOrFresh(event) {
  const kept = await caches.match(event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(keep(event.request, response.clone()));
  return response;
}

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers());
});

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/assets/')) event.respondWith(keptOrFresh(event));
  else if (FILES.includes(pathname)) event.respondWith(freshOrKept(event, pathname));
  else if (mode === 'navigate' && !NO_PAGE.test(pathname)) {
    event.respondWith(freshOrKept(event, PAGE));
  }
});
