import { useEffect, useState } from 'react';
import { type Schema } from '../../api/client.js';
import { type Archive, openArchive } from './archive.js';

/** What became of opening an archive; `unreadable`: the areas are drawn, on which reports are found as well. */
export type Opened = Archive | 'unreadable';

/** The archive of tiles, where the installation names one; undefined until it is known, null where it names none. */
export function useArchive(tiles: Schema<'TilesView'> | null): Opened | null | undefined {
  const address = tiles?.kind === 'pmtiles' ? tiles.url : null;
  const [opened, setOpened] = useState<{ address: string; archive: Opened } | null>(null);
  useEffect(() => {
    if (address === null) return undefined;
    let wanted = true;
    const tell = (archive: Opened): void => {
      if (wanted) setOpened({ address, archive });
    };
    openArchive(address).then(tell, () => {
      tell('unreadable');
    });
    return () => {
      wanted = false;
    };
  }, [address]);
  if (address === null) return null;
  return opened?.address === address ? opened.archive : undefined;
}
