import { useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

/** What stands behind the `?` of an address: each name with its words, several where it is given again. */
export type Asked = Readonly<Record<string, string | readonly string[]>>;

/** Reads it as it stands there: no value is turned into a number or a yes. */
export function parseAsked(search: string): Record<string, string | string[]> {
  const asked: Record<string, string | string[]> = {};
  for (const name of new Set(new URLSearchParams(search).keys())) {
    const values = new URLSearchParams(search).getAll(name);
    asked[name] = values.length > 1 ? values : (values[0] ?? '');
  }
  return asked;
}

/** Writes it so that it is read the same; what is empty is left out. */
export function writeAsked(asked: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      if (typeof one === 'string' && one !== '') search.append(name, one);
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** A part of the page's address, as `$code`. @throws Error where the route has no such part */
export function useAddressPart(name: string): string {
  const parts: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const part = parts[name];
  if (part === undefined) throw new Error(`the address has no ${name}`);
  return part;
}

/**
 * What the page is asked for by its address, and how to change it: filters and order live there, so that
 * a link or the back button brings the same page. Names set to an empty string go away.
 * @public
 */
export function useAsked(): readonly [Asked, (change: Asked) => void] {
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  const navigate = useNavigate();
  const asked = useMemo(() => parseAsked(search), [search]);
  const change = useCallback(
    (more: Asked) => {
      void navigate({ to: '.', search: { ...parseAsked(search), ...more }, replace: true });
    },
    [navigate, search],
  );
  return [asked, change];
}

/** The one word of a name; empty where there is none. */
export function wordOf(asked: Asked, name: string): string {
  const value = asked[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** All words of a name. */
export function wordsOf(asked: Asked, name: string): readonly string[] {
  const value = asked[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
