import { type DeskPerson } from '#libs/access';
import { Problem } from '#libs/contracts';
import {
  AnswerBody,
  AskExtensionBody,
  AssignBody,
  ClaimBody,
  type ClassifyingBody,
  CloseBody,
  type CommandBody,
  DenyBody,
  GrantBody,
  LinkBody,
  MergeBody,
  OfferBody,
  RefuseBody,
  RejectBody,
  ReopenBody,
  ResolveBody,
  ResumeBody,
  ReturnBody,
  SpamBody,
  SplitBody,
  TakeBody,
  TransferBody,
  WaitBody,
  WithdrawBody,
} from '#libs/dto';
import { inForce, known } from '#libs/http';
import { type Classification, openLeg } from '#libs/domain';
import { uploadsOf } from '#libs/pipeline';
import { type Reference, type StoredReport } from '#libs/store';
import { type DeskAction, type DeskActOf } from './desk-act.js';
import { knownCategory, knownPerson } from './references.js';

/** What a command is read against. */
export interface CommandScene {
  readonly reference: Reference;
  readonly person: DeskPerson;
  readonly report: StoredReport;
}

/** A command: the body that its route validates, and the act which that body stands for. */
export interface Command<A extends DeskAction> {
  readonly body: new () => CommandBody;
  /** @throws Problem `unknown_reference` naming the field whose code does not exist */
  act(body: CommandBody, scene: CommandScene): DeskActOf<A>;
}

/** Ties a body's class to the function that reads it; the route hands over that very class. */
function reads<A extends DeskAction, Body extends CommandBody>(
  body: new () => Body,
  act: (body: Body, scene: CommandScene) => DeskActOf<A>,
): Command<A> {
  return {
    body,
    act: (given, scene) => {
      if (!(given instanceof body)) throw new Error(`a route handed over no ${body.name}`);
      return act(given, scene);
    },
  };
}

type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> };

/** The fields that were given; one that was not is left out and not `undefined`. */
function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Given<Fields>;
}

function ifGiven<Value, Result>(
  value: Value | undefined,
  read: (value: Value) => Result,
): Result | undefined {
  return value === undefined ? undefined : read(value);
}

function classification(
  body: ClassifyingBody,
  { reference, report }: CommandScene,
): Classification {
  const { category, area, priority } = body;
  return given({
    categoryCode: ifGiven(category, (code) =>
      knownCategory(reference, report.streamCode, code, 'category'),
    ),
    areaCode: ifGiven(area, (code) => known(reference, 'areas', code, 'area')),
    priority,
  });
}

/** The unit for which a person claims: the one named, else the first of theirs in the network. */
function claimingUnit(body: ClaimBody, { reference, person, report }: CommandScene): string {
  if (body.unit !== undefined) return inForce(reference, 'units', body.unit, 'unit');
  const network = reference.networks.get(report.networkCode ?? '');
  const own = person.actor.unitCodes;
  const unit = own.find((code) => network?.unitCodes.includes(code)) ?? own[0];
  if (unit === undefined) {
    const message = 'name the unit that claims';
    throw new Problem('invalid_request', message, [{ field: 'unit', message }]);
  }
  return unit;
}

/** Every command of the desk. An action of the table without one does not compile. */
export const COMMANDS: { readonly [A in DeskAction]: Command<A> } = {
  offer: reads(OfferBody, (body, scene) => ({
    action: 'offer',
    networkCode: inForce(scene.reference, 'networks', body.network, 'network'),
    words: body.words ?? '',
    set: classification(body, scene),
  })),
  claim: reads(ClaimBody, (body, scene) => ({
    action: 'claim',
    unitCode: claimingUnit(body, scene),
  })),
  assign: reads(AssignBody, (body, scene) => {
    const unitCode = inForce(scene.reference, 'units', body.unit, 'unit');
    const personCode = ifGiven(body.person, (code) =>
      knownPerson(scene.reference, unitCode, code, 'person'),
    );
    const words = body.words ?? '';
    const set = classification(body, scene);
    return { action: 'assign', unitCode, words, set, ...given({ personCode, final: body.final }) };
  }),
  take: reads(TakeBody, (body, { reference, report }) => {
    const unitCode = openLeg(report)?.unitCode ?? '';
    const personCode = ifGiven(body.person, (code) =>
      knownPerson(reference, unitCode, code, 'person'),
    );
    return { action: 'take', ...given({ personCode }) };
  }),
  refuse: reads(RefuseBody, ({ reason }) => ({ action: 'refuse', reason })),
  transfer: reads(TransferBody, (body, { reference }) => ({
    action: 'transfer',
    unitCode: inForce(reference, 'units', body.unit, 'unit'),
    reason: body.reason,
  })),
  wait: reads(WaitBody, ({ reason, until, note }) => ({
    action: 'wait',
    reason,
    until: new Date(until),
    ...given({ note }),
  })),
  resume: reads(ResumeBody, () => ({ action: 'resume' })),
  answer: reads(AnswerBody, ({ text, commitment }) => ({
    action: 'answer',
    text,
    ...given({ commitment: ifGiven(commitment, (instant) => new Date(instant)) }),
  })),
  ask_extension: reads(AskExtensionBody, (body) => ({
    action: 'ask_extension',
    dueAt: new Date(body.due_at),
    reason: body.reason,
  })),
  grant: reads(GrantBody, ({ reason }) => ({ action: 'grant', ...given({ reason }) })),
  deny: reads(DenyBody, ({ reason }) => ({ action: 'deny', reason })),
  resolve: reads(ResolveBody, ({ text, photos }) => ({
    action: 'resolve',
    text,
    uploads: uploadsOf(photos ?? []),
  })),
  return: reads(ReturnBody, ({ reason }) => ({ action: 'return', reason })),
  close: reads(CloseBody, () => ({ action: 'close' })),
  reopen: reads(ReopenBody, ({ reason }) => ({ action: 'reopen', reason })),
  reject: reads(RejectBody, ({ reason, note }) => ({
    action: 'reject',
    reason,
    ...given({ note }),
  })),
  spam: reads(SpamBody, () => ({ action: 'spam' })),
  merge: reads(MergeBody, ({ survivor }) => ({ action: 'merge', survivorCode: survivor })),
  link: reads(LinkBody, ({ other, kind }) => ({ action: 'link', otherCode: other, kind })),
  split: reads(SplitBody, ({ children }, { reference }) => ({
    action: 'split',
    children: children.map((child, index) => ({
      unitCode: inForce(reference, 'units', child.unit, `children.${index}.unit`),
      text: child.text,
    })),
  })),
  withdraw: reads(WithdrawBody, ({ reason }) => ({ action: 'withdraw', reason })),
};

/** Every action of the desk, in the order of the table. */
export const DESK_ACTIONS = Object.keys(COMMANDS) as DeskAction[];

/** An action as it stands in an address: `ask-extension`. */
export function pathOf(action: DeskAction): string {
  return action.replaceAll('_', '-');
}
