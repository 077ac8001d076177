import { ActionIcon, Drawer, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import {
  IconChartBar,
  IconChevronDown,
  IconClipboardList,
  IconInbox,
  IconLogout,
  IconMenu2,
  IconSettings,
  IconShieldCheck,
  IconUserCircle,
} from '@tabler/icons-react';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../shared/components/Mark.js';
import { PageComing } from '../shared/components/PageTroubles.js';
import { ColourSchemeSwitch, LanguageSwitch } from '../shared/components/Switches.js';
import { type Right, leaveDesk } from './access.js';
import { useMe } from './me.js';
import { SignInAgain } from './sign-in/SignInAgain.js';
import classes from './shell.module.css';

interface Place {
  readonly to: string;
  readonly name: 'triage' | 'cases' | 'overview' | 'moderation' | 'admin';
  readonly Icon: typeof IconInbox;
  /** Who does not hold it is not led there; the server is who refuses. */
  readonly right: Right;
  /** Where its other pages begin, which are no part of its own address. */
  readonly others?: readonly string[];
}

const PLACES: readonly Place[] = [
  { to: '/triage', name: 'triage', Icon: IconInbox, right: 'file_cases' },
  { to: '/cases', name: 'cases', Icon: IconClipboardList, right: 'read_cases' },
  {
    ...{ to: '/overview', name: 'overview', Icon: IconChartBar, right: 'print_documents' },
    others: [
      ...['/figures', '/comparison', '/extensions', '/breaches'],
      ...['/documents', '/targets', '/what-if'],
    ],
  },
  { to: '/moderation', name: 'moderation', Icon: IconShieldCheck, right: 'moderate_reports' },
  { to: '/admin', name: 'admin', Icon: IconSettings, right: 'manage_people' },
];

function Places({ onGo }: { readonly onGo?: () => void }): ReactNode {
  const { t } = useTranslation('staff');
  const { rights } = useMe();
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <nav className={classes.places} aria-label={t('nav.label')}>
      {PLACES.filter(({ right }) => rights.includes(right)).map(
        ({ to, name, Icon, others = [] }) => (
          <Link
            key={to}
            to={to}
            className={classes.place}
            data-within={others.some((other) => path.startsWith(other))}
            {...(onGo && { onClick: onGo })}
          >
            <Icon size={20} stroke={1.8} aria-hidden />
            <span>{t(`nav.${name}`)}</span>
          </Link>
        ),
      )}
    </nav>
  );
}

function MeMenu(): ReactNode {
  const { t } = useTranslation('staff');
  const me = useMe();
  const leave = useMutation({
    mutationFn: () => leaveDesk(me),
    // Nothing that one has seen stays for whoever sits down here next.
    onSuccess: () => {
      window.location.assign('/');
    },
  });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.me} aria-label={me.name}>
          <IconUserCircle size={24} stroke={1.6} aria-hidden />
          <span className={classes.names}>
            <Text span size="sm" fw={600} lh={1.2} truncate>
              {me.name}
            </Text>
            <Text span size="xs" c="dimmed" lh={1.2}>
              {t(`role.${me.role}`)}
            </Text>
          </span>
          <IconChevronDown size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} · {t(`role.${me.role}`)}
        </Menu.Label>
        <Menu.Item component={Link} to="/me" leftSection={<IconUserCircle size={18} aria-hidden />}>
          {t('nav.me')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={18} aria-hidden />}
          onClick={() => {
            leave.mutate();
          }}
        >
          {t('nav.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The frame of the staff's pages: where one works on the left, or behind a button on a telephone. */
export function StaffShell(): ReactNode {
  const { t } = useTranslation(['staff', 'shared']);
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <a href="#content" className="kip-skip">
        {t('shared:skip')}
      </a>
      <header className={`${classes.header} kip-no-print`}>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon
            className={classes.burger}
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            size={44}
            aria-label={t('shared:act.menu')}
            onClick={open}
          >
            <IconMenu2 size={24} />
          </ActionIcon>
          <Link to="/" className={classes.name} aria-label={t('desk')}>
            <Mark size={30} />
            <span className={classes.title}>{t('desk')}</span>
          </Link>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <LanguageSwitch />
          <ColourSchemeSwitch />
          <MeMenu />
        </Group>
      </header>
      <aside className={`${classes.rail} kip-no-print`}>
        <Places />
      </aside>
      <Drawer
        opened={opened}
        onClose={close}
        size={280}
        title={t('desk')}
        closeButtonProps={{ 'aria-label': t('shared:act.close') }}
      >
        <Places onGo={close} />
      </Drawer>
      <main id="content" className={classes.main} tabIndex={-1}>
        <Suspense fallback={<PageComing />}>
          <Outlet />
        </Suspense>
      </main>
      <Notifications position="bottom-right" />
      <SignInAgain />
    </>
  );
}
