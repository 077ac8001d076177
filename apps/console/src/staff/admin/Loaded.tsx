import { type UseQueryResult } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';

/** What a query brought; until then lines of its size, or why it did not and the way to ask again. */
export function Loaded<Data>({
  query,
  lines,
  height,
  children,
}: {
  readonly query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  readonly lines?: number;
  readonly height?: number;
  readonly children: (data: Data) => ReactNode;
}): ReactNode {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  return <SkeletonList {...(lines && { lines })} {...(height && { height })} />;
}
