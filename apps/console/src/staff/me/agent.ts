/** Each is looked for in this order: a browser names those before it that it is like. */
const BROWSERS = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

type Names = readonly (readonly [sign: string, name: string])[];

function nameIn(names: Names, agent: string): string | null {
  return names.find(([sign]) => agent.includes(sign))?.[1] ?? null;
}

/** What a browser says of itself, as people call it: `Chrome · Windows`. What is not known stays as it is. */
export function browserOf(agent: string): string {
  const names = [nameIn(BROWSERS, agent), nameIn(SYSTEMS, agent)].filter((name) => name !== null);
  return names.length > 0 ? names.join(' · ') : agent;
}
