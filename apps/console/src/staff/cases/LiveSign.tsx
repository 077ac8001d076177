import { Tooltip } from '@mantine/core';
import { IconBroadcast, IconBroadcastOff } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsLive } from './live.js';

/** Whether what is shown changes by itself. */
export function LiveSign(): ReactNode {
  const { t } = useTranslation('cases');
  const on = useIsLive();
  const label = on ? t('live.on') : t('live.off');
  const Icon = on ? IconBroadcast : IconBroadcastOff;
  return (
    <Tooltip label={label}>
      <span
        role="img"
        aria-label={label}
        data-live={on}
        style={{ display: 'inline-flex', color: on ? 'var(--kip-kept)' : 'var(--kip-quiet)' }}
      >
        <Icon size={20} aria-hidden />
      </span>
    </Tooltip>
  );
}
