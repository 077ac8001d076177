import { Skeleton } from '@mantine/core';
import { type ComponentProps, type ReactNode, Suspense, lazy } from 'react';
import type CaseMap from './CaseMap.js';

const Map = lazy(() => import('./CaseMap.js'));

/** The map, whose program is fetched when the first one is shown. */
export function LazyMap(props: ComponentProps<typeof CaseMap>): ReactNode {
  return (
    <Suspense fallback={<Skeleton height={props.height} radius="md" />}>
      <Map {...props} />
    </Suspense>
  );
}
