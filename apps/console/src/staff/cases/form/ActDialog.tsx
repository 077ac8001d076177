import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { keptInTab } from '../../../shared/kept.js';
import { useMe } from '../../me.js';
import { caseQuery, referenceQuery } from '../../queries.js';
import {
  type Act,
  type ActDraft,
  type ActName,
  ACT_FIELDS,
  NO_DRAFT,
  bodyFor,
  draftName,
  missingIn,
} from '../acts.js';
import { peopleOf } from '../use-names.js';
import { instantIn } from '../zone-time.js';
import { ActField } from './ActField.js';
import { type Subject } from './field.js';

type Sure = 'claim' | 'close' | 'spam' | 'resume';
const SURE: readonly string[] = ['claim', 'close', 'spam', 'resume'] satisfies Sure[];

/** What is typed for one act on one case; kept in the tab until the act is done. */
function useActDraft(code: string, act: ActName): readonly [ActDraft, (draft: ActDraft) => void] {
  const name = draftName(code, act);
  const [draft, setDraft] = useState<ActDraft>(() => {
    const kept = keptInTab.read(name);
    return kept === null ? NO_DRAFT : (JSON.parse(kept) as ActDraft);
  });
  const write = useCallback(
    (next: ActDraft) => {
      setDraft(next);
      keptInTab.write(name, JSON.stringify(next));
    },
    [name],
  );
  return [draft, write];
}

function ActForm({
  act,
  subject,
  failure,
  onPerform,
  onClose,
}: {
  readonly act: ActName;
  readonly subject: Subject;
  readonly failure: unknown;
  readonly onPerform: (act: Act) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['cases', 'shared']);
  const me = useMe();
  const { code } = subject;
  const { data: now } = useQuery(caseQuery(code));
  const { data: reference } = useQuery(referenceQuery);
  // The version that was seen when the form was opened: what came since has been seen by nobody.
  const [version, setVersion] = useState(subject.version);
  const [draft, setDraft] = useActDraft(code, act);
  const [tried, setTried] = useState(false);
  const missing = missingIn(act, draft);
  const changed = now !== undefined && now.version !== version;
  const send = (): void => {
    setTried(true);
    if (missing.length > 0) return;
    const own = peopleOf(subject.unit, reference).some((person) => person.code === me.code);
    // Whoever takes a case names nobody and is meant, where they work for the unit.
    const filled =
      act === 'take' && own && draft.values.person === undefined
        ? { ...draft, values: { ...draft.values, person: me.code } }
        : draft;
    onPerform({ code, name: act, version, body: bodyFor(act, filled, instantIn) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const fields = ACT_FIELDS[act];
  return (
    <form
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed" lineClamp={2}>
          {subject.text}
        </Text>
        {failure !== null && failure !== undefined && <ProblemNotice error={failure} />}
        {changed && (
          <Alert
            role="alert"
            variant="outline"
            color="yellow"
            icon={<IconAlertTriangle aria-hidden />}
          >
            <Stack gap="xs" align="start">
              <Text size="sm">
                {t('act.changed')} {t('act.nowIs', { state: t(`shared:state.${now.state}`) })}
              </Text>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  setVersion(now.version);
                }}
              >
                {t('act.seen')}
              </Button>
            </Stack>
          </Alert>
        )}
        {SURE.includes(act) && <Text>{t(`act.sure.${act as Sure}`)}</Text>}
        {fields.map((field, at) => (
          <ActField
            key={field}
            {...{ act, subject, field, draft, onDraft: setDraft, focused: at === 0 }}
            missing={tried && missing.includes(field)}
          />
        ))}
        <Text size="xs" c="dimmed" visibleFrom="sm">
          {t('act.keys')}
        </Text>
        <Group justify="end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('shared:act.cancel')}
          </Button>
          <Button type="submit" data-autofocus={fields.length === 0 || undefined}>
            {t(`act.name.${act}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The form of an act on a case. It is closed when the act is on its way, and opened again where it is refused. */
export function ActDialog({
  act,
  subject,
  failure = null,
  onPerform,
  onClose,
}: {
  /** Null: nothing is asked. */
  readonly act: ActName | null;
  readonly subject: Subject | null;
  readonly failure?: unknown;
  readonly onPerform: (act: Act) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation(['cases', 'shared']);
  const opened = act !== null && subject !== null;
  const title = opened ? t('act.of', { name: t(`act.name.${act}`), code: subject.code }) : '';
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size="lg"
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('shared:act.close') }}
    >
      {opened && (
        <ActForm
          key={`${subject.code} ${act}`}
          {...{ act, subject, failure, onPerform, onClose }}
        />
      )}
    </Modal>
  );
}
