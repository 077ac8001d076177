import { Button, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { type Names, useNames } from '../use-names.js';
import classes from './case-page.module.css';

type Event = Schema<'EventView'>;

const SHOWN = 6;

function signOf({ kind }: Event): 'late' | 'kept' | 'quiet' | 'active' {
  if (kind === 'breach' || kind === 'escalation') return 'late';
  if (kind === 'resolve' || kind === 'close') return 'kept';
  return ['warning', 'person', 'link', 'words', 'photos'].includes(kind) ? 'quiet' : 'active';
}

/** What was said with an act, and where it led. */
function saidIn({ data }: Event, names: Names): readonly string[] {
  const of = (name: string): string | null => {
    const value = data[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const unit = of('unit') ?? of('to');
  const network = of('network');
  return [
    ...(unit === null ? [] : [names.unit(unit)]),
    ...(network === null ? [] : [names.network(network)]),
    ...['survivor', 'other', 'text', 'words', 'note', 'comment'].flatMap((name) => of(name) ?? []),
  ];
}

/** What has happened to a case, the newest first. */
export function History({ report }: { readonly report: Schema<'CaseView'> }): ReactNode {
  const { t, i18n } = useTranslation('cases');
  const language = useLanguage();
  const names = useNames();
  const [all, setAll] = useState(false);
  const events = report.history.toReversed();
  const reasonOf = ({ data }: Event): string | null => {
    const reason = data['reason'];
    if (typeof reason !== 'string') return null;
    if (i18n.exists(`cases:waitReason.${reason}`)) return t(`waitReason.${reason as 'weather'}`);
    if (i18n.exists(`cases:rejectReason.${reason}`)) {
      return t(`rejectReason.${reason as 'no_ground'}`);
    }
    return reason;
  };
  const whoOf = ({ person, role }: Event): string => {
    if (person !== null) return names.person(person);
    return role === 'reporter' ? t('history.reporter') : t('history.system');
  };
  return (
    <section className={classes.card} aria-labelledby="history">
      <h2 id="history" className={classes.heading}>
        {t('history.title')}
      </h2>
      <ol className={classes.lines}>
        {(all ? events : events.slice(0, SHOWN)).map((event) => {
          const said = [...saidIn(event, names), reasonOf(event)].filter((one) => one !== null);
          return (
            <li key={event.version} className={classes.line} data-sign={signOf(event)}>
              <Text size="sm" fw={600}>
                {t(`event.${event.kind as 'receive'}`)}
              </Text>
              <Text size="xs" c="dimmed">
                {formatInstant(event.at, language)} · {whoOf(event)}
              </Text>
              {said.length > 0 && <p className={classes.said}>{said.join(' · ')}</p>}
            </li>
          );
        })}
      </ol>
      {!all && events.length > SHOWN && (
        <Button
          variant="subtle"
          onClick={() => {
            setAll(true);
          }}
        >
          {t('history.more', { count: events.length })}
        </Button>
      )}
    </section>
  );
}
