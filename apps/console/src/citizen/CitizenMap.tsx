import { useQuery } from '@tanstack/react-query';
import { type ComponentProps, type ReactNode } from 'react';
import { LazyMap } from '../shared/map/LazyMap.js';
import { areasQuery, referenceQuery } from './queries.js';

type Props = Omit<ComponentProps<typeof LazyMap>, 'areas' | 'ground'>;

/** A map for everybody, on the ground that the installation has; its program comes when it is shown. */
export function CitizenMap(props: Props): ReactNode {
  const { data: areas } = useQuery(areasQuery);
  const { data: reference } = useQuery(referenceQuery());
  return <LazyMap {...props} areas={areas} ground={reference?.map} />;
}
