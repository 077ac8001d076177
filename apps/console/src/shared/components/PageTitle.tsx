import { Group, Title } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** Of the first page the browser itself says where it is; of each one after it, we do. */
let firstShown = false;

/**
 * A page's heading. It names the tab, and takes the focus when the page changes, so that whoever does not
 * see the screen hears where they are.
 */
export function PageTitle({
  title,
  children,
}: {
  readonly title: string;
  /** What stands beside it: the page's first actions. */
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('shared');
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const name = t('name');
  useEffect(() => {
    document.title = `${title} – ${name}`;
  }, [title, name]);
  useEffect(() => {
    if (firstShown) heading.current?.focus();
    firstShown = true;
  }, [path]);
  return (
    <Group justify="space-between" align="center" gap="sm" mb="md">
      <Title order={1} ref={heading} tabIndex={-1}>
        {title}
      </Title>
      {children}
    </Group>
  );
}
