import { useEffect, useState } from 'react';
import { type Schema, api, bodyOf } from '../../api/client.js';
import { live } from './live.js';

type Looking = Schema<'LookingView'>;

/** It holds for 45 seconds at the server. */
const AGAIN_MS = 20_000;

/** Says that one has a case open, and tells who else has. Null: no case is. */
export function usePresence(code: string | null): readonly Looking[] {
  const [seen, setSeen] = useState<{ code: string; others: readonly Looking[] } | null>(null);
  useEffect(() => {
    if (code === null) return undefined;
    const say = async (): Promise<void> => {
      try {
        const { others } = await bodyOf(
          api.POST('/v1/desk/reports/{code}/presence', { params: { path: { code } } }),
        );
        setSeen({ code, others });
      } catch {
        // Who else looks is a kindness: where it cannot be told, nothing else is lost.
      }
    };
    void say();
    const timer = window.setInterval(() => void say(), AGAIN_MS);
    const stop = live.listen((news) => {
      if (news.kind === 'presence' && news.report === code) setSeen({ code, others: news.others });
    });
    return () => {
      window.clearInterval(timer);
      stop();
    };
  }, [code]);
  return seen?.code === code ? seen.others : [];
}
