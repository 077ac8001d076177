import { useEffect, useState } from 'react';
import { type Schema } from '../../api/client.js';
import { type Archive, openArchive } from './archive.js';

/**
 * The archive of tiles, where the installation names one; undefined until it is known. Null where it names
 * none, and where it cannot be read: then the areas are drawn, on which reports are found as well.
 */
export function useArchive(tiles: Schema<'TilesView'> | null): Archive | null | undefined {
  const address = tiles?.kind === 'pmtiles' ? tiles.url : null;
  const [opened, setOpened] = useState<{ address: string; archive: Archive | null } | null>(null);
  useEffect(() => {
    if (address === null) return undefined;
    let wanted = true;
    const tell = (archive: Archive | null): void => {
      if (wanted) setOpened({ address, archive });
    };
    openArchive(address).then(tell, (error: unknown) => {
      console.warn('the archive of the map cannot be read', error);
      tell(null);
    });
    return () => {
      wanted = false;
    };
  }, [address]);
  if (address === null) return null;
  return opened?.address === address ? opened.archive : undefined;
}
