import { mayReadDocument } from '#libs/access';
import { type DocumentFormat } from '#libs/contracts';
import { documentTitle, documentZone } from '#libs/documents';
import { wholePeriod, writePeriod } from '#libs/domain';
import { type DocumentCame, type Mailer, documentLetter } from '#libs/notify';
import {
  type DocumentMailOutcome,
  type DueDocumentMail,
  type PersonEntity,
  type Reference,
  type ReferenceCache,
  SHORT_MS,
  type Store,
  mailedFile,
  settleDocumentMail,
  takeDueDocumentMail,
} from '#libs/store';
import { atMostOncePerSecond } from '#libs/watch';
import { Logger } from '@nestjs/common';

/** What letters with documents are made with. */
export interface DocumentMailSettings {
  /** Where the desk is opened in a browser; null: nobody says where. */
  readonly deskUrl: string | null;
  /** A larger file is not attached: many servers take no mail of more than ten megabytes, and it grows by a third. */
  readonly attachedAtMost: number;
}

/** Unless somebody says otherwise. */
export const ATTACHED_AT_MOST = 5 * 1024 * 1024;

const log = new Logger('Documents');
const troubles = atMostOncePerSecond((text) => {
  log.warn(text);
});

const AS_WORKER = { role: 'worker', withinMs: SHORT_MS } as const;

function fileName(asked: DueDocumentMail['asked'], format: DocumentFormat): string {
  const period = wholePeriod(asked.from, asked.to);
  return `kip-${period ? writePeriod(period) : asked.from}.${format}`;
}

/** Who may not see the document by now gets nothing of it. @returns why not; null: they may */
function whyNot(due: DueDocumentMail, person: PersonEntity, reference: Reference): string | null {
  if (due.shutOut) return 'shut out';
  return mayReadDocument(person, due.scope, due.asked, reference) ? null : 'out of sight';
}

/** What there is to tell; null: printing failed, and nobody is written to. */
function cameOf(
  due: DueDocumentMail,
  reference: Reference,
  { deskUrl, attachedAtMost }: DocumentMailSettings,
): DocumentCame | null {
  const { documentId: id, asked, format, error, asOf, reports, checksum, bytes } = due;
  if (error === 'document_empty') return { kind: 'empty' };
  if (error !== null || asOf === null || checksum === null) return null;
  return {
    kind: bytes > attachedAtMost ? 'linked' : 'attached',
    ...{ id, file: fileName(asked, format), asOf, zone: documentZone(asked, reference) },
    url: deskUrl === null ? null : `${deskUrl}/v1/desk/documents/${id}/file`,
    ...{ reports: reports ?? 0, checksum },
  };
}

async function outcomeOf(
  store: Store,
  reference: Reference,
  mailer: Mailer,
  settings: DocumentMailSettings,
  due: DueDocumentMail,
): Promise<DocumentMailOutcome> {
  const { id, asked, scheduleId, documentId } = due;
  const person = reference.people.get(due.person);
  const refused = person ? whyNot(due, person, reference) : 'nobody of that code';
  if (!person || refused !== null) return { state: 'not_allowed', error: refused ?? 'nobody' };
  const came = cameOf(due, reference, settings);
  if (!came) return { state: 'failed', error: `the document failed: ${due.error ?? 'internal'}` };
  const { name, language, email } = person;
  const title = documentTitle(asked, reference, language);
  const { deskUrl } = settings;
  const leaveUrl = deskUrl === null ? null : `${deskUrl}/documents/schedules#${scheduleId}`;
  const letter = documentLetter({ name, language, title, came, leaveUrl });
  const attachments =
    came.kind === 'attached'
      ? [
          {
            filename: came.file,
            content: await store.transaction(AS_WORKER, (tx) => mailedFile(tx, documentId)),
          },
        ]
      : [];
  // In no transaction: a server that is slow holds up nobody's locks.
  const posted = await mailer.post({ id, to: email, letter, attachments });
  if (posted.sent) return { state: 'sent' };
  troubles('mail', `mail ${id} with a document was not taken: ${posted.words}`);
  return { state: posted.retry ? 'again' : 'failed', error: posted.error };
}

/**
 * Sends the documents whose period is over and that are printed, mail after mail, and ends with the first that
 * is to be tried again.
 * @param stop ends it between two mails
 */
export async function sendDocuments(
  store: Store,
  references: ReferenceCache,
  mailer: Mailer,
  settings: DocumentMailSettings,
  stop?: AbortSignal,
): Promise<void> {
  while (stop?.aborted !== true) {
    const due = await store.transaction(AS_WORKER, takeDueDocumentMail);
    if (!due) return;
    const outcome = await outcomeOf(store, await references.get(), mailer, settings, due);
    await store.transaction(AS_WORKER, (tx) => settleDocumentMail(tx, due.id, outcome));
    if (outcome.state === 'again') return;
  }
}
