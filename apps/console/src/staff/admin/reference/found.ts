import { type Schema } from '../../../api/client.js';
import { fold } from '../../cases/fold.js';

interface Standing {
  readonly code: string;
  readonly parent: string | null;
  readonly name: Schema<'BilingualView'>;
}

/** What is looked for, with everything above it, so that one sees where it stands. */
export function found<One extends Standing>(items: readonly One[], looked: string): readonly One[] {
  const words = fold(looked.trim());
  const known = new Map(items.map((one) => [one.code, one]));
  const kept = new Set<string>();
  for (const { code, name } of items) {
    if (!fold(`${name.vi} ${name.en} ${code}`).includes(words)) continue;
    for (let at = known.get(code); at && !kept.has(at.code); at = known.get(at.parent ?? '')) {
      kept.add(at.code);
    }
  }
  return items.filter(({ code }) => kept.has(code));
}
