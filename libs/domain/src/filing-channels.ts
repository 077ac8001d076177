import { type Channel } from './report.js';
import { type Role } from './transitions.js';

/** By which ways what they file for others came; whoever is not named files for nobody. */
export const FILING_CHANNELS: Partial<Readonly<Record<Role, readonly Channel[]>>> = {
  operator: ['phone', 'counter', 'mail'],
  integrator: ['web', 'app', 'integrator'],
};
