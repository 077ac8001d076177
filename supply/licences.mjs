// Holds the licence of every package that is installed with the product, or made into its pages, against
// supply/licences.json. It reads package-lock.json alone, and needs no network.
import { readFileSync, readdirSync } from 'node:fs';
import { URL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { lock: { type: 'string', default: 'package-lock.json' } },
});
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const { allowed, packages: exceptions } = read(new URL('licences.json', import.meta.url));
const locked = read(values.lock).packages;

/** The licences of an SPDX expression: of `AND` all are needed, of `OR` one is enough. */
function isAllowed(expression, good) {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  return bare
    .split(' OR ')
    .some((one) => one.split(' AND ').every((name) => good.includes(name.trim())));
}

/** Where Node finds a package that is asked for from a place in the tree; null: nowhere. */
function placeOf(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (place in locked) return place;
    if (at === '') return null;
  }
}

const PAGES = new URL('../apps/console/src/', import.meta.url);
/** What a script imports, or a style sheet loads, from a package. */
const FROM_PACKAGE = /(?:from |import |import\(|url\()'((?:@[\w.-]+\/)?[\w-][\w.-]*)/g;

/** The packages that the sources of the pages name. */
function namedByPages() {
  const files = readdirSync(PAGES, { recursive: true }).filter(
    (file) => /\.(tsx?|css)$/.test(file) && !/\.spec\.ts$/.test(file),
  );
  return files.flatMap((file) =>
    [...readFileSync(new URL(file, PAGES), 'utf8').matchAll(FROM_PACKAGE)].map(([, name]) => name),
  );
}

/** Where in the lock file stands what is made into the pages: packages that they name, and theirs. */
function placesOfPages() {
  const found = new Set();
  const look = (name, from) => {
    const place = placeOf(name, from);
    if (place === null || found.has(place)) return;
    found.add(place);
    for (const one of Object.keys(locked[place].dependencies ?? {})) look(one, place);
  };
  for (const name of namedByPages()) look(name, '');
  return found;
}

const faults = [];
const ofPages = placesOfPages();
let looked = 0;
for (const [path, { dev, devOptional, link, license }] of Object.entries(locked)) {
  if (path === '' || link || ((dev || devOptional) && !ofPages.has(path))) continue;
  looked += 1;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const excepted = exceptions.filter((one) => new RegExp(one.name).test(name));
  const more = excepted.map((one) => one.licence);
  // What a package does not name may stand in its files: whoever has read them says so.
  const named = license ?? excepted.find((one) => one.unnamed)?.licence;
  if (typeof named !== 'string') faults.push(`${name} names no licence`);
  else if (!isAllowed(named, [...allowed, ...more]))
    faults.push(`${name} has the licence ${named}`);
}
for (const fault of faults) {
  console.error(`${fault}: use another package, or add it to supply/licences.json with the reason`);
}
console.log(`licences: ${looked} packages, ${faults.length} not allowed`);
process.exit(faults.length > 0 ? 1 : 0);
