import { useSyncExternalStore } from 'react';
import { type Schema, api } from '../../api/client.js';
import { Problem } from '../../api/problem.js';
import { type Message, takeMessages } from './sse.js';

/** What the server tells while a page is open. */
export type News =
  | { readonly kind: 'case'; readonly report: string; readonly version: number }
  /** Somebody else took what was offered to one too: it is no longer to be seen. */
  | { readonly kind: 'gone'; readonly report: string }
  | {
      readonly kind: 'presence';
      readonly report: string;
      readonly others: readonly Schema<'LookingView'>[];
    }
  /** Something may have been missed: everything shown is to be read again. */
  | { readonly kind: 'all' };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** One has as many pages open as the server keeps told: this one asks again later. */
const FULL_WAIT_MS = 60_000;

function newsOf({ event, data }: Message): News | null {
  const body = JSON.parse(data) as { report: string; version: number };
  switch (event) {
    case 'case':
      return { kind: 'case', report: body.report, version: body.version };
    case 'presence': {
      const { report, others } = JSON.parse(data) as Extract<News, { kind: 'presence' }>;
      return { kind: 'presence', report, others };
    }
    case 'gone':
      return { kind: 'gone', report: body.report };
    case 'ready':
    case 'reset':
      return { kind: 'all' };
    default:
      return null;
  }
}

/**
 * The one stream of news of this tab, open as long as somebody listens. A lost connection is taken up where
 * it broke off, after a wait that grows.
 */
class LiveFeed {
  private readonly listeners = new Set<(news: News) => void>();
  private readonly watchers = new Set<() => void>();
  private stop: AbortController | null = null;
  private lastId: string | null = null;
  connected = false;

  listen = (listener: (news: News) => void): (() => void) => {
    this.listeners.add(listener);
    if (!this.stop) {
      this.stop = new AbortController();
      void this.run(this.stop.signal);
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.stop?.abort();
      this.stop = null;
    };
  };

  watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  private set(connected: boolean): void {
    this.connected = connected;
    for (const watcher of this.watchers) watcher();
  }

  private async run(signal: AbortSignal): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!signal.aborted) {
      try {
        await this.read(signal, () => {
          wait = FIRST_WAIT_MS;
        });
      } catch (error) {
        // What is wrong with it, other requests tell; here it is only tried again.
        if (error instanceof Problem) wait = FULL_WAIT_MS;
      }
      if (!signal.aborted) this.set(false);
      await new Promise((done) => setTimeout(done, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  }

  private async read(signal: AbortSignal, onBegun: () => void): Promise<void> {
    const headers = this.lastId === null ? {} : { 'Last-Event-ID': this.lastId };
    const { data } = await api.GET('/v1/desk/live', { parseAs: 'stream', headers, signal });
    if (!data) return;
    onBegun();
    this.set(true);
    const reader = data.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const taken = takeMessages(rest + value);
      ({ rest } = taken);
      for (const message of taken.messages) {
        this.lastId = message.id ?? this.lastId;
        const news = newsOf(message);
        if (news) for (const listener of this.listeners) listener(news);
      }
    }
  }
}

export const live = new LiveFeed();

/** Whether what is shown is told of as it changes. */
export function useIsLive(): boolean {
  return useSyncExternalStore(live.watch, () => live.connected);
}
