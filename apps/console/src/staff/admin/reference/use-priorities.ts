import { useTranslation } from 'react-i18next';
import { type Entries } from './entry.js';

type Priority = NonNullable<Entries['rule']['priority']>;
const PRIORITIES: readonly Priority[] = ['low', 'normal', 'high', 'urgent'];

/** The priorities with their names, the lowest first. */
export function usePriorities(): readonly { readonly value: Priority; readonly label: string }[] {
  const { t } = useTranslation('shared');
  return PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }));
}
