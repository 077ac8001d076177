import { Refusal } from './refusal.js';

/** What a stream's result must show. A rule that is not active is kept and binds nobody. */
export interface EvidenceRule {
  readonly kind: 'photo' | 'text';
  readonly when: 'resolve';
  readonly active: boolean;
}

/** What comes with a result. */
export interface Shown {
  readonly text: string;
  /** The ids of the photos that show how it is afterwards. */
  readonly photos: readonly string[];
}

/**
 * Holds what comes with a result against the stream's rules. A photo of an earlier result proves
 * nothing of this one, so only what comes with it counts.
 * @throws Refusal `photo_needed` or `text_needed`
 */
export function checkEvidence(rules: readonly EvidenceRule[], shown: Shown): void {
  for (const { kind, active } of rules) {
    if (!active) continue;
    switch (kind) {
      case 'text':
        if (shown.text.trim() === '') throw new Refusal('text_needed', { action: 'resolve' });
        break;
      case 'photo':
        if (shown.photos.length === 0) throw new Refusal('photo_needed', { action: 'resolve' });
        break;
    }
  }
}
