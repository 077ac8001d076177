import { Button, Menu, Text } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { type ActName, ACT_NAMES } from '../acts.js';
import classes from './case-page.module.css';

/** So many are buttons; the others stand in a menu. */
const SHOWN = 4;

/** What this person may do now, as the server says: the likeliest first. */
export function Actions({
  report,
  onAct,
}: {
  readonly report: Schema<'CaseView'>;
  readonly onAct: (act: ActName) => void;
}): ReactNode {
  const { t } = useTranslation('cases');
  const acts = ACT_NAMES.filter((name) => report.allowed_actions.includes(name));
  const [shown, more] = [acts.slice(0, SHOWN), acts.slice(SHOWN)];
  return (
    <section
      className={`${classes.card} ${acts.length > 0 ? classes.reach : ''} kip-no-print`}
      aria-labelledby="acts"
    >
      <h2 id="acts" className={classes.heading}>
        {t('act.title')}
      </h2>
      {acts.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('act.none')}
        </Text>
      )}
      <div className={classes.acts}>
        {shown.map((act, at) => (
          <Button
            key={act}
            variant={at === 0 ? 'filled' : 'default'}
            onClick={() => {
              onAct(act);
            }}
          >
            {t(`act.name.${act}`)}
          </Button>
        ))}
        {more.length > 0 && (
          <Menu position="bottom-end" width={260}>
            <Menu.Target>
              <Button variant="subtle" leftSection={<IconDots size={18} aria-hidden />}>
                {t('act.more')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {more.map((act) => (
                <Menu.Item
                  key={act}
                  onClick={() => {
                    onAct(act);
                  }}
                >
                  {t(`act.name.${act}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </section>
  );
}
