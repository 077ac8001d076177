import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { keptInTab } from '../../shared/kept.js';
import { type Act, type ActName, draftName, sendAct } from './acts.js';
import { refreshRow, showAct } from './lists.js';

/** An act that was refused, or could not be sent: what was shown of it is taken back, its words are kept. */
export interface Failure {
  readonly act: Act;
  readonly error: unknown;
}

export interface QueueState {
  /** Shown as done, and not sent yet: it can be taken back. */
  readonly waiting: Act | null;
  /** Shown as done, whether sent or not, until what came of them was read: the server may not know of them yet. */
  readonly underWay: readonly Act[];
  readonly failures: readonly Failure[];
  /** What was carried out last. */
  readonly done: { readonly code: string; readonly name: ActName } | null;
}

/**
 * An act that is to be taken back within this time was never sent.
 * @public for whoever shows how long
 */
export const GRACE_MS = 6_000;

/**
 * Acts on their way to the server. What an act leads to is shown at once; where it may be taken back, it is
 * sent when the time for that is over, when the next act comes, or when the page is left.
 */
export class ActQueue {
  private state: QueueState = { waiting: null, underWay: [], failures: [], done: null };
  private held: { readonly act: Act; readonly back: () => void; readonly timer: number } | null =
    null;
  private readonly watchers = new Set<() => void>();
  /** Of each case, the last act on its way: the next one waits for it. */
  private readonly onTheirWay = new Map<string, Promise<void>>();
  /** Of each case, the version that the last act was made on, and the one that it made. */
  private readonly made = new Map<string, { readonly on: number; readonly version: number }>();

  constructor(
    private readonly queries: QueryClient,
    private readonly graceMs: number,
  ) {}

  read = (): QueueState => this.state;

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  private set(change: Partial<QueueState>): void {
    this.state = { ...this.state, ...change };
    for (const watcher of this.watchers) watcher();
  }

  private without(act: Act): readonly Act[] {
    return this.state.underWay.filter((one) => one !== act);
  }

  perform(act: Act): void {
    this.flush();
    const failures = this.state.failures.filter(
      ({ act: { code, name } }) => code !== act.code || name !== act.name,
    );
    const back = showAct(this.queries, act);
    const underWay = [...this.state.underWay, act];
    if (this.graceMs === 0) {
      this.set({ failures, underWay });
      void this.send(act, back, false);
      return;
    }
    const timer = window.setTimeout(() => {
      this.flush();
    }, this.graceMs);
    this.held = { act, back, timer };
    this.set({ failures, underWay, waiting: act });
  }

  /** Takes the act back that waits. @returns which, or null where none does */
  undo(): Act | null {
    const { held } = this;
    if (!held) return null;
    window.clearTimeout(held.timer);
    this.held = null;
    held.back();
    this.set({ waiting: null, underWay: this.without(held.act) });
    return held.act;
  }

  /** Sends at once what waits. */
  flush(parting = false): void {
    const { held } = this;
    if (!held) return;
    window.clearTimeout(held.timer);
    this.held = null;
    this.set({ waiting: null });
    void this.send(held.act, held.back, parting);
  }

  dismiss(failure: Failure): void {
    this.set({ failures: this.state.failures.filter((one) => one !== failure) });
  }

  /** Acts on one case go one after the other, in the order in which they were made. */
  private async send(act: Act, back: () => void, parting: boolean): Promise<void> {
    const before = this.onTheirWay.get(act.code);
    const sending = before ? before.then(() => this.sendNow(act, back, parting)) : null;
    const sent = sending ?? this.sendNow(act, back, parting);
    this.onTheirWay.set(act.code, sent);
    await sent;
    if (this.onTheirWay.get(act.code) === sent) this.onTheirWay.delete(act.code);
  }

  private async sendNow(act: Act, back: () => void, parting: boolean): Promise<void> {
    const { code, name } = act;
    const made = this.made.get(code);
    // What somebody has changed by themselves since they looked, they have seen.
    const version = made?.on === act.version ? made.version : act.version;
    try {
      const report = await sendAct({ ...act, version }, parting);
      this.made.set(code, { on: act.version, version: report.version });
    } catch (error) {
      back();
      this.set({
        failures: [...this.state.failures, { act, error }],
        underWay: this.without(act),
      });
      await this.look(code);
      return;
    }
    keptInTab.write(draftName(code, name), null);
    this.set({ done: { code, name } });
    await this.look(code);
    this.set({ underWay: this.without(act) });
  }

  /** What stands now: after an act as after a refusal. */
  private async look(code: string): Promise<void> {
    const { queries } = this;
    await queries.invalidateQueries({
      predicate: ({ queryKey: [of, what, one] }) =>
        of === 'inboxes' ||
        (of === 'reports' &&
          (one === code || (what === 'running' && (one as readonly string[]).includes(code)))),
    });
    try {
      await refreshRow(queries, code);
    } catch {
      // The list is read again by its own ways; the act itself is done, or told as refused.
    }
  }
}

/** The acts of one page. Those that wait are sent when it is left. */
export function useActs(graceMs: number): readonly [ActQueue, QueueState] {
  const queries = useQueryClient();
  const [queue] = useState(() => new ActQueue(queries, graceMs));
  useEffect(() => {
    const leave = (): void => {
      queue.flush(true);
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      queue.flush();
    };
  }, [queue]);
  return [queue, useSyncExternalStore(queue.watch, queue.read)];
}
