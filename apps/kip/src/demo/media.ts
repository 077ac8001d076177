import path from 'node:path';

/** Where the demo keeps its photos. */
export function demoMedia(home: string): { readonly kind: 'disk'; readonly folder: string } {
  return { kind: 'disk', folder: path.join(home, 'demo', 'media') };
}
