// Holds the licence of every package that is installed with the product against supply/licences.json.
// It reads package-lock.json alone, and needs no network.
import { readFileSync } from 'node:fs';
import { URL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { lock: { type: 'string', default: 'package-lock.json' } },
});
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const { allowed, packages: exceptions } = read(new URL('licences.json', import.meta.url));

/** The licences of an SPDX expression: of `AND` all are needed, of `OR` one is enough. */
function isAllowed(expression, good) {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  return bare
    .split(' OR ')
    .some((one) => one.split(' AND ').every((name) => good.includes(name.trim())));
}

const faults = [];
let looked = 0;
for (const [path, { dev, devOptional, link, license }] of Object.entries(
  read(values.lock).packages,
)) {
  if (path === '' || dev || devOptional || link) continue;
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
