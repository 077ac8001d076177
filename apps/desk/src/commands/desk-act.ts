import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import { type Act, type Action } from '#libs/domain';
import { type ChildRequest, actStage, linkStage, mergeStage, splitStage } from '#libs/pipeline';
import {
  type Reference,
  type StoredReport,
  type Tx,
  type UploadRef,
  asWorker,
  findReport,
} from '#libs/store';
import { unknownReport } from './references.js';

/**
 * The actions that people carry out at the desk with one request. `receive` opens a report,
 * `review` is the router's, and `correct` takes two people: each has a door of its own or none.
 */
export type DeskAction = Exclude<Action, 'receive' | 'review' | 'correct'>;

type Paired = 'merge' | 'link' | 'split';

/** An act as the desk knows it: what it is about besides, by codes, as a plan, or as uploads. */
export type DeskAct =
  | Exclude<Act, { action: Paired | 'review' | 'correct' | 'resolve' }>
  | { readonly action: 'resolve'; readonly text: string; readonly uploads: readonly UploadRef[] }
  | { readonly action: 'merge'; readonly survivorCode: string }
  | { readonly action: 'link'; readonly otherCode: string; readonly kind: 'repeat' | 'related' }
  | { readonly action: 'split'; readonly children: readonly ChildRequest[] };

export type DeskActOf<A extends DeskAction> = Extract<DeskAct, { action: A }>;

/**
 * The fence that a person may set: the version that they saw.
 * @throws Problem `conflict` where somebody has changed the report since
 */
export function checkSeen(report: StoredReport, { version }: { readonly version?: number }): void {
  if (version === undefined || version === report.version) return;
  throw new Problem('conflict', `seen version ${version}, now ${report.version}`);
}

/**
 * Carries an act out on a report.
 * @throws Refusal where a rule says no; Problem `unknown_reference` where the other report of a
 * pair does not exist, `upload_unknown` where a photo cannot be used
 */
export async function carryOut(
  tx: Tx,
  reference: Reference,
  person: DeskPerson,
  code: string,
  act: DeskAct,
): Promise<void> {
  const request = { code, actor: person.actor };
  switch (act.action) {
    case 'merge':
      await otherReport(tx, 'survivor', act.survivorCode);
      await mergeStage(tx, reference, { ...request, otherCode: act.survivorCode });
      return;
    case 'link': {
      const { otherCode, kind } = act;
      await otherReport(tx, 'other', otherCode);
      await linkStage(tx, reference, { ...request, otherCode, kind });
      return;
    }
    case 'split':
      await asWorker(tx, () => splitStage(tx, reference, { ...request, children: act.children }));
      return;
    case 'resolve': {
      const { action, text, uploads } = act;
      const photos = uploads.map(({ id }) => id);
      const resolve = { ...request, act: { action, text, photos } };
      await actStage(tx, reference, uploads.length > 0 ? { ...resolve, uploads } : resolve);
      return;
    }
    default:
      await actStage(tx, reference, { ...request, act });
  }
}

async function otherReport(tx: Tx, field: string, code: string): Promise<void> {
  if (!(await findReport(tx, { code }))) throw unknownReport(field, code);
}
