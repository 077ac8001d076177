import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.js';

const TRIES = 2;

/** What is asked again without being told to: what was not reached, never what was refused. */
function isWorthATry(count: number, error: Error): boolean {
  if (error instanceof Problem && error.status !== 503) return false;
  return count < TRIES;
}

/** The page's answers, kept for a moment: a list that was just read is shown at once, and read again. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: isWorthATry, staleTime: 5_000, gcTime: 10 * 60_000 },
      // What was sent may have been done: whether to send it again is decided by whoever sent it.
      mutations: { retry: false },
    },
  });
}
