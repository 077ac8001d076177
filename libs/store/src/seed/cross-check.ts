import { contradict, targetFaults } from '#libs/domain';
import { targetOf, targetValue } from './mapping.js';
import { problemsOfCalendar } from './calendar-file.js';
import { problemsOfPolicy } from './policy-file.js';
import { type Placed, type Seed } from './seed.js';

type Coded = Placed<{ readonly code: string }>;

function doubled(entries: readonly Coded[]): string[] {
  const seen = new Set<string>();
  return entries.flatMap(({ entry, place }) => {
    if (seen.has(entry.code)) return [`${place}: it stands twice`];
    seen.add(entry.code);
    return [];
  });
}

/** Complains where a code is named that the other file does not have. */
function known(
  entries: readonly Coded[],
  file: string,
): (place: string, code: string | null | undefined) => string[] {
  const codes = new Set(entries.map(({ entry }) => entry.code));
  return (place, code) =>
    code === undefined || code === null || codes.has(code)
      ? []
      : [`${place}: "${code}" is not in ${file}`];
}

function circles(seed: Seed): string[] {
  const parents = new Map(seed.units.map(({ entry }) => [entry.code, entry.parent]));
  return seed.units.flatMap(({ entry, place }) => {
    const seen = new Set<string>();
    for (let code: string | undefined = entry.code; code !== undefined; code = parents.get(code)) {
      if (seen.has(code)) return [`${place}: its parents go in a circle`];
      seen.add(code);
    }
    return [];
  });
}

/** What is wrong with targets by themselves, and between them. */
function targetProblems({ targets }: Seed): string[] {
  const all = targets.map(({ entry, place }) => ({ place, target: targetOf(entry) }));
  return all.flatMap(({ place, target }, index) => [
    ...targetFaults(target).map((fault) =>
      fault.field === 'value'
        ? `${place}: value: at most ${targetValue(target.metric, fault.most)}, and for a median a whole number of minutes`
        : `${place}: until: it is before ${fault.from}`,
    ),
    ...all
      .slice(0, index)
      .filter((other) => contradict(target, other.target))
      .map(
        (other) => `${place}: it says something else than "${other.target.code}" of the same days`,
      ),
  ]);
}

/** What contradicts itself between the files, and what the rules say of calendars and policies. */
export function crossCheck(seed: Seed): string[] {
  const stream = known(seed.streams, 'streams.yaml');
  const unit = known(seed.units, 'units.yaml');
  const network = known(seed.networks, 'networks.yaml');
  const area = known(seed.areas, 'areas.yaml');
  const category = known(seed.categories, 'categories.yaml');
  const calendar = known(seed.calendars, 'calendars.yaml');
  const policy = known(seed.policies, 'policies.yaml');
  const { streams, units, networks, people, areas, categories, calendars, policies, rules } = seed;
  const coded = [streams, units, networks, people, areas, categories, calendars, policies, rules];
  const lists = [...coded, seed.targets];
  const prefixes = streams.map(({ entry, place }) => ({
    entry: { code: entry.prefix },
    place: `${place} prefix`,
  }));
  const phrases = seed.words.map(({ entry, place }) => ({ entry: { code: entry.phrase }, place }));
  return [
    ...lists.flatMap((list) => doubled(list)),
    ...doubled(prefixes),
    ...doubled(phrases),
    ...circles(seed),
    ...streams.flatMap(({ entry, place }) => [
      ...policy(place, entry.default_policy),
      ...calendar(place, entry.calendar),
    ]),
    ...units.flatMap(({ entry, place }) => [
      ...unit(place, entry.parent),
      ...calendar(place, entry.calendar),
    ]),
    ...networks.flatMap(({ entry, place }) => [
      ...entry.units.flatMap((code) => unit(place, code)),
      ...(entry.units.includes(entry.lead)
        ? []
        : [`${place}: the lead "${entry.lead}" is not among its units`]),
    ]),
    ...people.flatMap(({ entry, place }) => [
      ...unit(place, entry.unit),
      ...(entry.scope?.streams ?? []).flatMap((code) => stream(place, code)),
      ...(entry.scope?.areas ?? []).flatMap((code) => area(place, code)),
      ...(entry.scope?.units ?? []).flatMap((code) => unit(place, code)),
      ...(entry.scope?.networks ?? []).flatMap((code) => network(place, code)),
      ...(entry.role === 'unit_staff' && entry.unit === undefined
        ? [`${place}: unit_staff needs a unit`]
        : []),
      ...(entry.lead && entry.role !== 'unit_staff'
        ? [`${place}: only unit_staff can lead a unit`]
        : []),
    ]),
    ...categories.flatMap(({ entry, place }) => [
      ...stream(place, entry.stream),
      ...policy(place, entry.policy),
      ...network(place, entry.network),
    ]),
    ...calendars.flatMap((written) =>
      problemsOfCalendar(written).map(({ place, text }) => `${place}: ${text.en}`),
    ),
    ...policies.flatMap((written) => [
      ...calendar(written.place, written.entry.calendar),
      ...problemsOfPolicy(written).map(({ place, text }) => `${place}: ${text.en}`),
    ]),
    ...seed.targets.flatMap(({ entry, place }) => [
      ...stream(place, entry.stream),
      ...network(place, entry.network),
      ...unit(place, entry.unit),
    ]),
    ...targetProblems(seed),
    ...rules.flatMap(({ entry, place }) => [
      ...stream(place, entry.stream),
      ...category(place, entry.category),
      ...area(place, entry.area),
      ...network(place, entry.network),
      ...unit(place, entry.to.unit),
      ...network(place, entry.to.network),
      ...calendar(place, entry.time?.outside_hours_of),
      ...((entry.to.unit === undefined) === (entry.to.network === undefined)
        ? [`${place}: "to" names either a unit or a network`]
        : []),
    ]),
  ];
}
