import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { useLanguage } from '../../../shared/use-language.js';
import { type Line } from '../Lines.js';
import { entryAddress } from '../reference/entry.js';
import { useKindWords } from '../use-kind-words.js';
import { type AuditAsked, type Log, accessQuery, actsQuery, savedQuery } from './audit.js';

type Saved = Schema<'SavedLineView'>;

/** The page on which one sees what was saved. */
function pageOf({ kind, code }: Saved): string {
  switch (kind) {
    case 'calendar':
      return `/admin/calendars/${code}`;
    case 'policy':
      return `/admin/policies/${code}`;
    default:
      return entryAddress(kind, code);
  }
}

/** Why, where whoever did it said so. */
function reasonOf(data: Readonly<Record<string, unknown>>): string | null {
  return typeof data['reason'] === 'string' ? data['reason'] : null;
}

/** The lines of one of the logs, and the query that brings them. */
export function useLines(log: Log, asked: AuditAsked) {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const access = useKindWords('access');
  const acts = useInfiniteQuery({ ...actsQuery(asked), enabled: log === 'acts' });
  const accesses = useInfiniteQuery({ ...accessQuery(asked), enabled: log === 'access' });
  const rules = useInfiniteQuery({ ...savedQuery(asked), enabled: log === 'rules' });
  const linesOf = (): readonly Line[] => {
    switch (log) {
      case 'acts':
        return (acts.data?.pages ?? []).flatMap(({ items }) =>
          items.map(({ id, at, title, by, report }) => ({
            ...{ key: id, at, by, report, about: null, leads: null, why: null },
            what: title[language],
          })),
        );
      case 'access':
        return (accesses.data?.pages ?? []).flatMap(({ items }) =>
          items.map(({ id, at, kind, by, person, report, data }) => ({
            ...{ key: id, at, by, report, about: person, leads: null },
            ...{ what: access.word(kind), why: reasonOf(data) },
          })),
        );
      case 'rules':
        return (rules.data?.pages ?? []).flatMap(({ items }) =>
          items.map((one) => ({
            ...{ key: `${one.kind} ${one.code} ${one.revision}`, at: one.at, by: one.by },
            ...{ report: null, about: null, why: null, leads: pageOf(one) },
            what: t('audit.saved', {
              kind: t(`audit.kind.${one.kind}`),
              ...{ code: one.code, revision: one.revision },
            }),
          })),
        );
    }
  };
  const queries = { acts, access: accesses, rules };
  return { lines: linesOf(), query: queries[log] };
}
