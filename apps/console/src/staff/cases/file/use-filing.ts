import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf, newIdempotencyKey } from '../../../api/client.js';
import { useMe } from '../../me.js';
import { tell } from '../../tell.js';
import { emptyDraft, keepDraft, readDraft } from './draft.js';
import { type FilingDraft, filingBody } from './filing.js';
import { keepForCaller } from './ToldCaller.js';

/** What is being written down, and the way to file it: it is kept in the tab until it is filed. */
export function useFiling() {
  const { t } = useTranslation('triage');
  const { code: person } = useMe();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(() => readDraft(person));
  useEffect(() => {
    keepDraft(person, draft);
  }, [person, draft]);
  const filing = useMutation({
    // Without a connection it fails at once, and what was written down stays.
    networkMode: 'always',
    mutationFn: (fields: readonly Schema<'FormFieldView'>[]) =>
      bodyOf(
        api.POST('/v1/desk/reports', {
          params: { header: { 'Idempotency-Key': draft.key } },
          body: filingBody(draft, fields),
        }),
      ),
    onSuccess: async ({ report: { code }, tracking_token: token }) => {
      keepForCaller(person, code, token);
      keepDraft(person, null);
      setDraft(emptyDraft());
      tell(t('file.done', { code }));
      await navigate({ to: '/reports/$code', params: { code } });
    },
  });
  // What is changed is another report than the one that was sent.
  const change = useCallback((more: Partial<FilingDraft>): void => {
    setDraft((before) => ({ ...before, ...more, key: newIdempotencyKey() }));
  }, []);
  return {
    draft,
    change,
    clear: (): void => {
      filing.reset();
      setDraft(emptyDraft());
    },
    filing,
  };
}
