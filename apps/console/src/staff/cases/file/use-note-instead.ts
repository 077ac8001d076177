import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { tell } from '../../tell.js';
import { notesQuery } from '../queries.js';
import { type FilingDraft } from './filing.js';

/**
 * Writes what a caller told into a case that is known already, as an internal note, and opens it. Who
 * called is not written there: a contact belongs to a report of its own.
 */
export function useNoteInstead(
  code: string,
  { channel, text, address }: Pick<FilingDraft, 'channel' | 'text' | 'address'>,
  onNoted: () => void,
): UseMutationResult<Schema<'NoteView'>, Error, void> {
  const { t } = useTranslation(['triage', 'cases']);
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    // Without a connection it fails at once, and what was written down stays.
    networkMode: 'always',
    mutationFn: () => {
      const by = t('file.sameNote', { channel: t(`cases:channel.${channel}`) });
      const told = [`${by} ${text.trim()}`, address.trim()].filter((line) => line !== '');
      return bodyOf(
        api.POST('/v1/desk/reports/{code}/notes', {
          params: { path: { code } },
          body: { text: told.join('\n') },
        }),
      );
    },
    onSuccess: async () => {
      onNoted();
      tell(t('file.sameDone', { code }));
      void queries.invalidateQueries({ queryKey: notesQuery(code).queryKey });
      await navigate({ to: '/reports/$code', params: { code } });
    },
  });
}
