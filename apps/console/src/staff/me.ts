import { createContext, useContext } from 'react';
import { type Me, type Right } from './access.js';

/** Who is at the desk; the frame of the staff's pages gives it to every page in it. */
export const MeContext = createContext<Me | null>(null);

/** Who is at the desk. @throws Error outside the desk's frame */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('nobody is at the desk here');
  return me;
}

/**
 * Whether whoever is at the desk holds a right: what they may not do is not offered.
 * @public
 */
export function useMay(right: Right): boolean {
  return useMe().rights.includes(right);
}
