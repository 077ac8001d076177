import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Schema } from '../../api/client.js';
import { type Language } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { referenceQuery } from '../queries.js';

interface Named {
  readonly code: string;
  readonly name: Readonly<Record<Language, string>>;
}

/** Names by their codes, in the reader's language; a code itself until its name is here. */
export interface Names {
  readonly unit: (code: string) => string;
  readonly network: (code: string) => string;
  readonly category: (code: string) => string;
  readonly area: (code: string) => string;
  readonly stream: (code: string) => string;
  readonly person: (code: string) => string;
}

function finder(items: readonly Named[] | undefined, language: Language) {
  const names = new Map(items?.map(({ code, name }) => [code, name[language]]));
  return (code: string): string => names.get(code) ?? code;
}

export function useNames(): Names {
  const { data } = useQuery(referenceQuery);
  const language = useLanguage();
  return useMemo(() => {
    const people = new Map(data?.people.map(({ code, name }) => [code, name]));
    return {
      unit: finder(data?.units, language),
      network: finder(data?.networks, language),
      category: finder(data?.categories, language),
      area: finder(data?.areas, language),
      stream: finder(data?.streams, language),
      person: (code) => people.get(code) ?? code,
    };
  }, [data, language]);
}

/** What is in force: what ended on a day is not chosen any more. */
export function inForce<One extends { readonly until: string | null }>(
  items: readonly One[] | undefined,
): readonly One[] {
  const today = new Date().toISOString().slice(0, 10);
  return items?.filter(({ until }) => until === null || until > today) ?? [];
}

/** The people of a unit and of those below it. */
export function peopleOf(
  unit: string | null,
  reference: Schema<'ReferenceView'> | undefined,
): readonly Schema<'PersonView'>[] {
  if (!reference || unit === null) return [];
  const within = new Set([unit]);
  // Units form a tree: each pass finds those one step further down.
  for (let grown = true; grown;) {
    const found = reference.units.filter(
      ({ code, parent }) => parent !== null && within.has(parent) && !within.has(code),
    );
    for (const { code } of found) within.add(code);
    grown = found.length > 0;
  }
  return reference.people.filter((person) => person.unit !== null && within.has(person.unit));
}
