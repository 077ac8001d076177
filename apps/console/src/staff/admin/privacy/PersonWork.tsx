import { Button, Group, List, Paper, Stack, TagsInput, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, bodyOf } from '../../../api/client.js';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { AS_FILE, saveFile } from '../../supervisor/save-file.js';
import { tell } from '../../tell.js';
import { useDraft } from '../draft.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { codesIn } from './codes.js';
import { type Contact, FindPerson } from './FindPerson.js';

interface Draft {
  readonly codes: readonly string[];
  readonly reason: string;
}

function find({ phone, email }: Contact) {
  const [number, address] = [phone.trim(), email.trim()];
  const body = {
    ...(number !== '' && { phone: number }),
    ...(address !== '' && { email: address }),
  };
  return bodyOf(api.POST('/v1/desk/privacy/find', { body }));
}

/** What is done with somebody's reports: each is written down, with the demand that it carries out. */
function useWork(request: string | null, { codes, reason }: Draft) {
  const { t } = useTranslation('demands');
  const queries = useQueryClient();
  const body = {
    ...{ codes: [...codes], reason: reason.trim() },
    ...(request !== null && { request }),
  };
  const changed = async (): Promise<void> => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['demands'] }),
      queries.invalidateQueries({ queryKey: ['reports'] }),
    ]);
  };
  const exporting = useMutation({
    mutationFn: () =>
      saveFile(
        api.POST('/v1/desk/privacy/export', { body, ...AS_FILE }),
        `${request ?? body.codes[0] ?? 'data'}.json`,
      ),
    onSuccess: async () => {
      await changed();
      tell(t('work.exported'));
    },
  });
  const erasing = useMutation({
    mutationFn: () => bodyOf(api.POST('/v1/desk/privacy/erase', { body })),
    onSuccess: async ({ erased }) => {
      // Once what is shown is of afterwards: whoever reads it may go on.
      await changed();
      tell(t('work.erased', { count: erased.length }));
    },
  });
  const forgetting = useMutation({
    mutationFn: (email: string) =>
      bodyOf(api.POST('/v1/desk/privacy/forget-follows', { body: { email, reason: body.reason } })),
    onSuccess: ({ forgotten }) => {
      tell(t('work.forgot', { count: forgotten }));
    },
  });
  return { exporting, erasing, forgetting };
}

/**
 * Finds what is kept of a person, hands it over or erases it; for a demand (`request`) or without one.
 * The reason and the codes are kept in the tab, whom one looked for is not.
 */
export function PersonWork({
  request,
  about,
}: {
  readonly request: string | null;
  /** Reports of which the demand says that it is about them. */
  readonly about: readonly string[];
}): ReactNode {
  const { t } = useTranslation('demands');
  const [draft, write, forget] = useDraft<Draft>(`privacy-${request ?? ''}`, {
    ...{ codes: about, reason: '' },
  });
  const [contact, setContact] = useState<Contact>({ phone: '', email: '' });
  const [asking, setAsking] = useState<'erase' | 'follows' | null>(null);
  const finding = useMutation({ mutationFn: find });
  const { exporting, erasing, forgetting } = useWork(request, draft);
  const { codes, reason } = draft;
  const without = codes.length === 0 || reason.trim() === '';
  const email = finding.variables?.email.trim() ?? '';
  const follows = finding.data?.follows ?? [];
  const setCodes = (next: readonly string[]): void => {
    write({ ...draft, codes: next });
  };
  const done = (): void => {
    setAsking(null);
    forget();
    finding.reset();
  };
  const close = (): void => {
    setAsking(null);
    erasing.reset();
    forgetting.reset();
  };
  return (
    <Stack gap="md">
      <FindPerson
        contact={contact}
        finding={finding}
        codes={codes}
        onContact={setContact}
        onCodes={setCodes}
      />
      <Paper p="md" component="section" aria-label={t('work.title')}>
        <Stack gap="sm">
          <Title order={2} size="h3">
            {t('work.title')}
          </Title>
          <TagsInput
            label={t('work.codes')}
            description={t('work.codesHint')}
            value={[...codes]}
            acceptValueOnBlur
            onChange={(typed) => {
              setCodes(codesIn(typed.join(' ')));
            }}
          />
          <Textarea
            label={t('work.reason')}
            description={t('work.reasonHint')}
            value={reason}
            maxLength={500}
            autosize
            minRows={2}
            onChange={({ currentTarget }) => {
              write({ ...draft, reason: currentTarget.value });
            }}
          />
          {exporting.error && <ProblemNotice error={exporting.error} />}
          <Group gap="sm">
            <Button
              loading={exporting.isPending}
              disabled={without}
              onClick={() => {
                exporting.mutate();
              }}
            >
              {t('work.export')}
            </Button>
            <Button
              variant="default"
              disabled={without}
              onClick={() => {
                setAsking('erase');
              }}
            >
              {t('work.erase')}
            </Button>
            {email !== '' && follows.length > 0 && (
              <Button
                variant="default"
                disabled={reason.trim() === ''}
                onClick={() => {
                  setAsking('follows');
                }}
              >
                {t('work.forget')}
              </Button>
            )}
          </Group>
        </Stack>
      </Paper>
      {asking === 'erase' && (
        <ConfirmDialog
          title={t('work.eraseTitle', { count: codes.length })}
          act={t('work.erase')}
          error={erasing.error}
          pending={erasing.isPending}
          onConfirm={() => {
            erasing.mutate(undefined, { onSuccess: done });
          }}
          onClose={close}
        >
          <Text size="sm">{t('work.eraseLead')}</Text>
          <List size="sm">
            {codes.map((code) => (
              <List.Item key={code}>{code}</List.Item>
            ))}
          </List>
        </ConfirmDialog>
      )}
      {asking === 'follows' && (
        <ConfirmDialog
          title={t('work.forget')}
          act={t('work.forget')}
          error={forgetting.error}
          pending={forgetting.isPending}
          onConfirm={() => {
            forgetting.mutate(email, { onSuccess: done });
          }}
          onClose={close}
        >
          <Text size="sm">{t('work.forgetLead', { email, count: follows.length })}</Text>
        </ConfirmDialog>
      )}
    </Stack>
  );
}
