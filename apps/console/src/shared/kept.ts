/**
 * What the browser keeps for the next visit, or, where its storage is shut, for this one alone.
 * Drafts of what somebody types are kept here too, so that no word is lost.
 */
const here = new Map<string, string>();

function storageOf(lasting: boolean): Storage | null {
  try {
    return lasting ? window.localStorage : window.sessionStorage;
  } catch {
    // Shut by the browser's settings: the map above is what is left.
    return null;
  }
}

export interface Kept {
  read(name: string): string | null;
  write(name: string, value: string | null): void;
}

function keptIn(lasting: boolean): Kept {
  return {
    read: (name) => {
      const storage = storageOf(lasting);
      return storage ? storage.getItem(name) : (here.get(name) ?? null);
    },
    write: (name, value) => {
      const storage = storageOf(lasting);
      if (value === null) {
        storage?.removeItem(name);
        here.delete(name);
      } else if (storage) storage.setItem(name, value);
      else here.set(name, value);
    },
  };
}

/** For every later visit with this browser. */
export const keptForGood = keptIn(true);
/** Until this tab is closed. */
export const keptInTab = keptIn(false);
