import {
  ActionIcon,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language } from '../format.js';
import { changeLanguage } from '../i18n.js';
import { useLanguage } from '../use-language.js';
import classes from './switches.module.css';

const SHORT: Readonly<Record<Language, string>> = { vi: 'VI', en: 'EN' };

/** Vietnamese or English. What the server has worded is read again in the other language. */
export function LanguageSwitch(): ReactNode {
  const { t } = useTranslation('shared');
  const language = useLanguage();
  const queries = useQueryClient();
  const choose = async (chosen: Language): Promise<void> => {
    await changeLanguage(chosen);
    await queries.invalidateQueries();
  };
  return (
    <div role="group" aria-label={t('language.label')} className={classes.group}>
      {(['vi', 'en'] as const).map((one) => (
        <UnstyledButton
          key={one}
          lang={one}
          className={classes.choice}
          aria-pressed={one === language}
          aria-label={`${SHORT[one]}, ${t(`language.${one}`)}`}
          onClick={() => void choose(one)}
        >
          {SHORT[one]}
        </UnstyledButton>
      ))}
    </div>
  );
}

/** Light or dark; the system's until somebody chooses. */
export function ColourSchemeSwitch(): ReactNode {
  const { t } = useTranslation('shared');
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--mantine-color-text)"
      size="lg"
      aria-label={t(`scheme.${other}`)}
      title={t(`scheme.${other}`)}
      onClick={() => {
        setColorScheme(other);
      }}
    >
      {other === 'light' ? <IconSun size={20} /> : <IconMoon size={20} />}
    </ActionIcon>
  );
}
