import { Container, Group, Text } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { IconMap2, IconPencilPlus, IconSearch } from '@tabler/icons-react';
import { Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../shared/components/Mark.js';
import { PageComing } from '../shared/components/PageTroubles.js';
import { ColourSchemeSwitch, LanguageSwitch } from '../shared/components/Switches.js';
import classes from './shell.module.css';

const PLACES = [
  { to: '/', name: 'file', Icon: IconPencilPlus, exact: true },
  { to: '/reports', name: 'track', Icon: IconSearch, exact: false },
  { to: '/map', name: 'map', Icon: IconMap2, exact: false },
] as const;

function Places(): ReactNode {
  const { t } = useTranslation('citizen');
  return (
    <nav className={classes.nav} aria-label={t('nav.label')}>
      {PLACES.map(({ to, name, Icon, exact }) => (
        <Link key={to} to={to} activeOptions={{ exact }} className={classes.place}>
          <Icon size={20} stroke={1.8} aria-hidden />
          <span>{t(`nav.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}

function Footer(): ReactNode {
  const { t } = useTranslation('citizen');
  return (
    <footer className={classes.footer}>
      <Container size="md">
        <Text size="sm" c="dimmed">
          {t('footer')}
        </Text>
      </Container>
    </footer>
  );
}

/** The frame of the pages for citizens: where one is, where one can go, and in which language. */
export function CitizenShell(): ReactNode {
  const { t } = useTranslation('shared');
  return (
    <Suspense fallback={<PageComing />}>
      <a href="#content" className="kip-skip">
        {t('skip')}
      </a>
      <div className={classes.frame}>
        <header className={`${classes.header} kip-no-print`}>
          <Container size="md" className={classes.bar}>
            <Link to="/" className={classes.name}>
              <Mark />
              <span>{t('name')}</span>
            </Link>
            <Places />
            <Group gap="xs" wrap="nowrap">
              <LanguageSwitch />
              <ColourSchemeSwitch />
            </Group>
          </Container>
        </header>
        <main id="content" className={classes.main} tabIndex={-1}>
          <Container size="md">
            <Suspense fallback={<PageComing />}>
              <Outlet />
            </Suspense>
          </Container>
        </main>
        <Footer />
      </div>
    </Suspense>
  );
}
