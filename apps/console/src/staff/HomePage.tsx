import { Navigate } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { homeOf } from './access.js';
import { useMe } from './me.js';

/** Leads to where one's day begins. */
export function HomePage(): ReactNode {
  return <Navigate to={homeOf(useMe().role)} replace />;
}
