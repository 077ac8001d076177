// Asks the registry which of the packages that are installed with the product have known holes, grave ones and
// worse, and leaves out what supply/advisories.json accepts until a day, with a reason.
// Exit code 0: none; 1: some, or an acceptance that ran out; 2: the registry could not be asked.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { URL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    report: { type: 'string' },
    accepted: { type: 'string', default: new URL('advisories.json', import.meta.url).pathname },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
});

/** What npm says, or what it said when a report was kept. */
function reported() {
  if (values.report) return readFileSync(values.report, 'utf8');
  const asked = ['audit', '--omit=dev', '--audit-level=high', '--json'];
  return spawnSync('npm', asked, { encoding: 'utf8', timeout: 120_000 }).stdout ?? '';
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { message: 'npm gave no answer' };
  }
}

const answer = parsed(reported());
if (answer.vulnerabilities === undefined) {
  const why = answer.message ?? answer.error?.summary ?? 'npm gave no answer';
  console.error(`audit: the registry could not be asked, so nothing is known (${why})`);
  console.error('try again where https://registry.npmjs.org can be reached');
  process.exit(2);
}

const { accepted } = JSON.parse(readFileSync(values.accepted, 'utf8'));
const idOf = ({ url, source }) => /GHSA[\w-]+/.exec(url ?? '')?.[0] ?? String(source);
const GRAVE = ['high', 'critical'];
const found = new Map();
for (const { name, via } of Object.values(answer.vulnerabilities)) {
  for (const one of via) {
    if (typeof one !== 'string' && GRAVE.includes(one.severity))
      found.set(idOf(one), { name, ...one });
  }
}

const faults = [];
for (const { id, reason, until } of accepted) {
  if (!reason || !/^\d{4}-\d{2}-\d{2}$/.test(until ?? '')) {
    faults.push(`${id} is accepted without a reason and a last day (until: YYYY-MM-DD)`);
  } else if (until < values.today) {
    faults.push(`${id} was accepted until ${until}: decide it anew`);
  } else if (!found.has(id)) {
    faults.push(`${id} is accepted and no longer found: take it out of the list`);
  }
}
const known = new Set(accepted.map(({ id }) => id));
for (const [id, { name, title, severity }] of found) {
  if (!known.has(id)) faults.push(`${name}: ${title} (${severity}, ${id})`);
}
for (const fault of faults) console.error(fault);
console.log(
  `audit: ${found.size} grave advisories, ${known.size} accepted, ${faults.length} to be dealt with`,
);
process.exit(faults.length > 0 ? 1 : 0);
