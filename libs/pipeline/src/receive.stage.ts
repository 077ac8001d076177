import { Problem } from '#libs/contracts';
import {
  type ActContext,
  type Actor,
  type Channel,
  type JsonObject,
  type Performed,
  currentCycle,
  receive,
} from '#libs/domain';
import {
  type ContactEntity,
  ContactEntity as Contact,
  type Filed,
  type NewChange,
  OriginEntity,
  type Reference,
  type Tx,
  type UploadRef,
  addOwnReport,
  earlierReceipts,
  insertNewReports,
  rowsOf,
  newId,
} from '#libs/store';
import { attachPhotos } from './attaching.js';
import { drawCodes } from './codes.js';
import { type Origin } from './origin.js';

/** A report as it was sent, checked for its form; ids and hashes are made before the transaction. */
export interface Filing {
  readonly id: string;
  readonly actor: Actor;
  readonly client: string;
  readonly keyHash: string;
  readonly bodyHash: string;
  readonly tokenHash: string;
  readonly streamCode: string;
  readonly categoryCode: string | null;
  readonly areaCode: string | null;
  readonly channel: Channel;
  readonly text: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly address: string | null;
  readonly form: JsonObject;
  readonly contact: Omit<ContactEntity, 'reportId'> | null;
  /** From where it came; absent: it is not kept. */
  readonly origin?: Origin;
  /** Uploads that become its photos; absent: none. Only `receiveAlone` looks at them. */
  readonly photos?: readonly UploadRef[];
  /** The citizen signed in whose own it becomes; absent: nobody is. Only `receiveAlone` looks. */
  readonly citizen?: string;
  /** What another system tells of the receipt: when it was, and what it promised (null: nothing). */
  readonly told?: { readonly receivedAt: Date; readonly promise: Date | null };
}

/** What a filing came to: the same for the same key and body, however often it is sent. */
export interface Received {
  readonly id: string;
  readonly code: string;
  readonly receivedAt: Date;
  readonly promise: Date | null;
  /** The key had been used before, for this very body. */
  readonly repeated: boolean;
}

/** A filing that cannot be taken says why; its neighbours in the batch are not touched. */
export type ReceiveOutcome = Received | Problem;

/**
 * Takes a batch of filings: the first transaction of every report's life. Codes are drawn, cycle 1
 * opened with its promise, and everything written in one statement, in which a key that is known
 * already lets its rows through to nobody.
 *
 * @returns an outcome for each filing, in the order given
 */
export async function receiveBatch(
  tx: Tx,
  reference: Reference,
  filings: readonly Filing[],
): Promise<ReceiveOutcome[]> {
  // Sorted by key, so that two batches that share keys wait for each other and do not deadlock.
  const sorted = [...filings].sort((a, b) => (a.keyHash < b.keyHash ? -1 : 1));
  const codes = await drawCodes(tx, reference, filings);
  const changes = sorted.map((filing) => newReport(filing, codes, reference, tx.now));
  const contacts = sorted.flatMap((f) => (f.contact ? [{ reportId: f.id, ...f.contact }] : []));
  const origins = sorted.flatMap((f) =>
    f.origin ? [{ reportId: f.id, ...f.origin, at: tx.now }] : [],
  );
  const keys = sorted.map((f) => ({
    client: f.client,
    key_hash: f.keyHash,
    body_hash: f.bodyHash,
    report_id: f.id,
    at: tx.now,
  }));
  const taken = await insertNewReports(tx, changes, reference.book, keys, [
    rowsOf(Contact, contacts, 'insert'),
    rowsOf(OriginEntity, origins, 'insert'),
  ]);
  const fresh = new Map<string, Received>(
    changes
      .filter(({ done }) => taken.has(done.report.id))
      .map(({ done: { report } }) => [
        report.id,
        {
          id: report.id,
          code: report.code,
          receivedAt: report.receivedAt,
          promise: currentCycle(report).dueAt,
          repeated: false,
        },
      ]),
  );
  const earlier = await earlierAnswers(
    tx,
    sorted.filter((filing) => !fresh.has(filing.id)),
  );
  return filings.map(
    (filing) =>
      fresh.get(filing.id) ??
      earlier.get(filing.id) ??
      new Problem('unavailable', 'the report was not stored'),
  );
}

/**
 * Takes one filing with its photos and for its citizen, all or nothing. Where its key was used before, its
 * photos went with the first one.
 * @throws Problem `upload_unknown` where one of them cannot be used, and what the filing is refused for
 */
export async function receiveAlone(
  tx: Tx,
  reference: Reference,
  filing: Filing,
): Promise<Received> {
  const [outcome] = await receiveBatch(tx, reference, [filing]);
  if (!outcome || outcome instanceof Problem) {
    throw outcome ?? new Problem('unavailable', 'the report was not stored');
  }
  if (filing.photos && !outcome.repeated) {
    const { id: reportId } = outcome;
    await attachPhotos(tx, { reportId, kind: 'before', cycleNumber: 1, uploads: filing.photos });
  }
  if (filing.citizen !== undefined) await addOwnReport(tx, filing.citizen, outcome.id);
  return outcome;
}

/** A filing as the new report that it becomes, under the code drawn for it. */
export function newReport(
  filing: Filing,
  codes: ReadonlyMap<string, string>,
  reference: Reference,
  now: Date,
): NewChange {
  return { before: null, done: open(filing, codes, reference, now), filed: filedOf(filing) };
}

function open(
  filing: Filing,
  codes: ReadonlyMap<string, string>,
  reference: Reference,
  now: Date,
): Performed {
  const context: ActContext = {
    now: filing.told?.receivedAt ?? now,
    actor: filing.actor,
    book: reference.book,
    newId,
  };
  const priority = reference.categories.get(filing.categoryCode ?? '')?.priority ?? 'normal';
  const { id, streamCode, categoryCode, areaCode, channel } = filing;
  const code = codes.get(id) ?? '';
  return receive(
    {
      ...{ id, code, streamCode, categoryCode, areaCode, priority, channel, parentId: null },
      ...(filing.told && { promise: filing.told.promise }),
    },
    context,
  );
}

function filedOf({ text, lat, lon, address, form, tokenHash }: Filing): Filed {
  return { text, lat, lon, address, form, tokenHash };
}

/** What a key that was used before had come to; another body under it is refused. */
async function earlierAnswers(
  tx: Tx,
  filings: readonly Filing[],
): Promise<ReadonlyMap<string, ReceiveOutcome>> {
  if (filings.length === 0) return new Map();
  const rows = await earlierReceipts(tx, filings);
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return new Map(
    filings.flatMap((filing): [string, ReceiveOutcome][] => {
      const row = byKey.get(`${filing.client} ${filing.keyHash}`);
      if (!row) return [];
      if (row.bodyHash !== filing.bodyHash) {
        return [
          [filing.id, new Problem('idempotency_key_reused', 'another body was sent with this key')],
        ];
      }
      const promise = row.promise === null ? null : new Date(row.promise);
      return [
        [filing.id, { id: row.id, code: row.code, receivedAt: row.at, promise, repeated: true }],
      ];
    }),
  );
}
