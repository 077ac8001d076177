import { Collapse, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Due } from '../../shared/components/Due.js';
import { clockQuery } from '../queries.js';
import { type Known } from './known.js';
import classes from './track.module.css';

/** By when the answer is promised, how much working time is left of it, and how that came about. */
export function Promised({ report, token }: Known): ReactNode {
  const { t } = useTranslation('citizen');
  const [opened, setOpened] = useState(false);
  const { data } = useQuery(clockQuery(report.code, token));
  // The newest promise is the one that counts.
  const clock = data?.clocks.filter(({ subject }) => subject === 'promise').at(-1);
  const running = clock?.standing === 'running' || clock?.standing === 'overdue';
  const minutes = clock && (clock.late_minutes > 0 ? -clock.late_minutes : clock.left_minutes);
  return (
    <>
      <Due
        at={report.promise}
        overdue={report.overdue}
        paused={clock?.standing === 'stopped'}
        {...(running &&
          minutes !== undefined && {
            left: { minutes, minutesOfAWorkingDay: clock.day_minutes },
          })}
      />
      {clock && clock.words.length > 0 && (
        <>
          <UnstyledButton
            aria-expanded={opened}
            c="var(--mantine-color-anchor)"
            fz="sm"
            mt={4}
            mih={24}
            display="block"
            onClick={() => {
              setOpened(!opened);
            }}
          >
            {t('track.why')}
          </UnstyledButton>
          <Collapse expanded={opened}>
            <ul className={classes.why}>
              {clock.words.map((line) => (
                <Text key={line} component="li" size="sm">
                  {line}
                </Text>
              ))}
            </ul>
          </Collapse>
        </>
      )}
    </>
  );
}
