import { type Act, type Actor, type Performed, type Report, perform, receive } from '#libs/domain';
import {
  type Filed,
  type Reference,
  type Tx,
  countChildren,
  insertReports,
  saveReport,
  writeSearchTexts,
} from '#libs/store';
import { v7 as uuid } from 'uuid';
import { contextFor, reportFor } from './acting.js';

/** What a child is to do, and who does it. */
export interface ChildRequest {
  readonly unitCode: string;
  readonly text: string;
}

export interface SplitRequest {
  readonly code: string;
  readonly actor: Actor;
  readonly children: readonly ChildRequest[];
  readonly seenVersion?: number;
}

/** Opens a child for each unit, with codes of the parent's own (PA-2026-000209.1), and tells the parent. */
export async function splitStage(
  tx: Tx,
  reference: Reference,
  request: SplitRequest,
): Promise<Report> {
  const parent = await reportFor(tx, request);
  const context = contextFor(tx, reference, request.actor);
  const before = await countChildren(tx, parent.id);
  const planned = request.children.map((child, index) => ({
    ...child,
    id: uuid(),
    code: `${parent.code}.${before + index + 1}`,
  }));
  const act: Act = { action: 'split', children: planned };
  const done = perform(parent, act, context);
  const changes = planned.map((child) => {
    const filed: Filed = {
      text: child.text,
      lat: parent.lat,
      lon: parent.lon,
      address: parent.address,
      form: {},
      tokenHash: null,
    };
    return { before: null, done: openChild(child, parent, context), filed };
  });
  await insertReports(tx, changes, reference.book);
  await writeSearchTexts(
    tx,
    planned.map((child) => ({ ...child, address: parent.address })),
  );
  await saveReport(tx, { before: parent, done }, reference.book);
  return done.report;
}

function openChild(
  child: { readonly id: string; readonly code: string; readonly unitCode: string },
  parent: Report,
  context: Parameters<typeof receive>[1],
): Performed {
  const { streamCode, categoryCode, areaCode, priority, channel } = parent;
  const { id, code, unitCode } = child;
  const received = receive(
    { id, code, streamCode, categoryCode, areaCode, priority, channel, parentId: parent.id },
    context,
  );
  const assigned = perform(
    received.report,
    { action: 'assign', unitCode, words: parent.code },
    context,
  );
  return { report: assigned.report, events: [...received.events, ...assigned.events] };
}
