import { notifications } from '@mantine/notifications';
import { t } from 'i18next';

/** Says shortly, at the edge of the page, that something is done. Failures are told where they happen. */
export function tell(message: string): void {
  notifications.show({ message, closeButtonProps: { 'aria-label': t('act.close') } });
}
