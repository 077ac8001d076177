import { Skeleton } from '@mantine/core';
import { type ComponentProps, type ReactNode, Suspense, lazy } from 'react';
import type PlaceMap from './PlaceMap.js';

const Map = lazy(() => import('./PlaceMap.js'));

/** The map, whose program is fetched when the first one is shown. */
export function LazyMap(props: ComponentProps<typeof PlaceMap>): ReactNode {
  return (
    <Suspense fallback={<Skeleton height={props.height} radius="md" />}>
      <Map {...props} />
    </Suspense>
  );
}
