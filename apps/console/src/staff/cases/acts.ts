import { type Schema, api, bodyOf } from '../../api/client.js';
import { type State } from '../../shared/components/StateBadge.js';

/** What can be done to a case from its page, named as in its address. */
export const ACT_NAMES = [
  'claim',
  'take',
  'assign',
  'offer',
  'resolve',
  'answer',
  'transfer',
  'refuse',
  'wait',
  'resume',
  'ask-extension',
  'grant',
  'deny',
  'reject',
  'merge',
  'link',
  'split',
  'return',
  'close',
  'reopen',
  'withdraw',
  'person',
  'spam',
] as const;
export type ActName = (typeof ACT_NAMES)[number];

/** What an act needs to be told, in the order in which it is asked. */
export type FieldName =
  | 'unit'
  | 'person'
  | 'network'
  | 'category'
  | 'words'
  | 'final'
  | 'reason'
  | 'text'
  | 'photos'
  | 'commitment'
  | 'due_at'
  | 'wait_reason'
  | 'until'
  | 'reject_reason'
  | 'note'
  | 'survivor'
  | 'other'
  | 'kind'
  | 'children';

export const ACT_FIELDS: Readonly<Record<ActName, readonly FieldName[]>> = {
  claim: [],
  take: ['person'],
  assign: ['unit', 'category', 'words', 'final'],
  offer: ['network', 'category', 'words'],
  resolve: ['text', 'photos'],
  answer: ['text', 'commitment'],
  transfer: ['unit', 'reason'],
  refuse: ['reason'],
  wait: ['wait_reason', 'until', 'note'],
  resume: [],
  'ask-extension': ['due_at', 'reason'],
  grant: ['reason'],
  deny: ['reason'],
  reject: ['reject_reason', 'note'],
  merge: ['survivor'],
  link: ['other', 'kind'],
  split: ['children'],
  return: ['reason'],
  close: [],
  reopen: ['reason'],
  withdraw: ['reason'],
  person: ['person'],
  spam: [],
};

/** What may be left empty. */
const OPTIONAL: readonly FieldName[] = [
  'person',
  'category',
  'words',
  'final',
  'note',
  'commitment',
];

export function isOptional(act: ActName, field: FieldName): boolean {
  return OPTIONAL.includes(field) || field === 'photos' || (act === 'grant' && field === 'reason');
}

/** One part of a case that is split. */
export interface Part {
  readonly unit: string;
  readonly text: string;
}

/** What somebody has filled in. Instants are text in the clock of the zone, as their fields hold them. */
export interface ActDraft {
  readonly values: Readonly<Partial<Record<FieldName, string>>>;
  readonly photos: readonly Pick<Schema<'UploadedPhoto'>, 'id' | 'token'>[];
  readonly parts: readonly Part[];
}

export const NO_DRAFT: ActDraft = { values: {}, photos: [], parts: [] };

/** Where what is typed for an act is kept. */
export function draftName(code: string, act: ActName): string {
  return `kip-act-${code}-${act}`;
}

const INSTANTS: readonly FieldName[] = ['commitment', 'due_at', 'until'];
const SENT_AS: Readonly<Partial<Record<FieldName, string>>> = {
  wait_reason: 'reason',
  reject_reason: 'reason',
};

/**
 * The body that an act is sent with; what is empty is left out.
 * @param instantOf an instant of the zone's clock
 */
export function bodyFor(
  act: ActName,
  { values, photos, parts }: ActDraft,
  instantOf: (local: string) => string,
): Readonly<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  for (const field of ACT_FIELDS[act]) {
    const value = (values[field] ?? '').trim();
    if (field === 'photos') {
      if (photos.length > 0) body['photos'] = photos.map(({ id, token }) => ({ id, token }));
    } else if (field === 'children') body['children'] = parts;
    else if (field === 'final') {
      if (value === 'true') body['final'] = true;
    } else if (field === 'person' && act === 'person') body['person'] = value === '' ? null : value;
    else if (value !== '') {
      body[SENT_AS[field] ?? field] = INSTANTS.includes(field) ? instantOf(value) : value;
    }
  }
  return body;
}

/** What an act still needs; empty: it can be sent. */
export function missingIn(act: ActName, { values, parts }: ActDraft): readonly FieldName[] {
  return ACT_FIELDS[act].filter((field) => {
    if (isOptional(act, field)) return false;
    if (field === 'children') {
      return (
        parts.length === 0 || parts.some(({ unit, text }) => unit === '' || text.trim() === '')
      );
    }
    return (values[field] ?? '').trim() === '';
  });
}

/** The state that an act leads to; null: it stays. What is shown until the server has answered. */
export function stateAfter(act: ActName): State | null {
  switch (act) {
    case 'offer':
      return 'offered';
    case 'claim':
    case 'assign':
    case 'transfer':
      return 'assigned';
    case 'take':
    case 'resume':
    case 'return':
      return 'in_progress';
    case 'refuse':
    case 'reopen':
      return 'in_review';
    case 'wait':
      return 'waiting';
    case 'resolve':
      return 'resolved';
    case 'close':
      return 'closed';
    case 'reject':
    case 'spam':
      return 'rejected';
    case 'merge':
      return 'duplicate';
    case 'withdraw':
      return 'withdrawn';
    case 'answer':
    case 'ask-extension':
    case 'grant':
    case 'deny':
    case 'link':
    case 'split':
    case 'person':
      return null;
  }
}

/** An act that is to be sent: `version` is the one of the case that whoever acts has seen. */
export interface Act {
  readonly code: string;
  readonly name: ActName;
  readonly version: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends an act. `parting`: the page is being left, and must not take the act with it. */
export function sendAct(
  { code, name, version, body }: Act,
  parting = false,
): Promise<Schema<'CaseView'>> {
  // Every act is sent alike; the description of the interface has a type for each of them.
  const path = `/v1/desk/reports/{code}/${name}` as '/v1/desk/reports/{code}/resume';
  const params = { path: { code } };
  return bodyOf(api.POST(path, { params, body: { ...body, version }, keepalive: parting }));
}

/**
 * Whether a name of the server's is an act that has a form here.
 * @public
 */
export function isActName(name: string): name is ActName {
  return ACT_NAMES.some((one) => one === name);
}
