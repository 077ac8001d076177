import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { formatDate } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { type Kind, entryAddress } from './entry.js';
import classes from '../admin.module.css';

export interface Leaf {
  readonly code: string;
  readonly parent: string | null;
  readonly name: Schema<'BilingualView'>;
  readonly until: string | null;
  readonly says: string;
}

/** The day on which something ends, where it does. */
export function Until({ until }: { readonly until: string | null | undefined }): ReactNode {
  const { t } = useTranslation('reference');
  if (!until) return null;
  return <span className={classes.badge}>{t('until', { day: formatDate(until) })}</span>;
}

/** What stands under one parent, and under each of those; each leads to its entry. */
export function Tree({
  kind,
  leaves,
  parent = null,
}: {
  readonly kind: Kind;
  readonly leaves: readonly Leaf[];
  readonly parent?: string | null;
}): ReactNode {
  const language = useLanguage();
  const here = leaves.filter((one) => one.parent === parent);
  if (here.length === 0) return null;
  return (
    <ul className={classes.tree}>
      {here.map((leaf) => (
        <li key={leaf.code}>
          <Link to={entryAddress(kind, leaf.code)} className={classes.leaf}>
            <Text span size="sm" fw={550}>
              {leaf.name[language]}
            </Text>
            <Text span size="xs" c="dimmed">
              {leaf.code}
              {leaf.says !== '' && ` · ${leaf.says}`}
            </Text>
            <Until until={leaf.until} />
          </Link>
          <Tree kind={kind} leaves={leaves} parent={leaf.code} />
        </li>
      ))}
    </ul>
  );
}
