import { Alert, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconRefresh } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Offline, Problem, StrangeAnswer } from '../../api/problem.js';

/** What is shown of a failure: what it is, what it is about, what to do. */
interface Told {
  readonly title: string;
  readonly detail: string | null;
  readonly remedy: string;
  readonly more: ReactNode;
}

/** A part of the program that is no longer on the server, since a newer one is. */
function isOfAnOlderVersion(error: unknown): boolean {
  return error instanceof TypeError && /module|import/i.test(error.message);
}

function useTold(error: unknown): Told {
  const { t } = useTranslation('shared');
  if (error instanceof Problem) {
    const { title, detail, remedy, fields, incident, retryAfter } = error;
    const more = (
      <>
        {fields.length > 0 && (
          <List size="sm" withPadding>
            {fields.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`}>
                <Code>{field}</Code>: {message}
              </List.Item>
            ))}
          </List>
        )}
        {retryAfter !== null && <Text size="sm">{t('trouble.wait', { count: retryAfter })}</Text>}
        {incident !== null && <Text size="sm">{t('trouble.incident', { incident })}</Text>}
      </>
    );
    // An incident's detail is its number, which is told beside it.
    return { title, detail: incident === null ? detail : null, remedy, more };
  }
  if (error instanceof Offline) {
    const [title, remedy] = [t('trouble.offline.title'), t('trouble.offline.remedy')];
    return { title, detail: null, remedy, more: null };
  }
  if (error instanceof StrangeAnswer) {
    return {
      title: t('trouble.strange.title'),
      detail: t('trouble.strange.detail', { status: error.status }),
      remedy: t('trouble.strange.remedy'),
      more: null,
    };
  }
  if (isOfAnOlderVersion(error)) {
    const [title, remedy] = [t('trouble.changed.title'), t('trouble.changed.remedy')];
    return { title, detail: null, remedy, more: null };
  }
  const words = error instanceof Error ? error.message : String(error);
  return {
    title: t('trouble.page.title'),
    detail: null,
    remedy: t('trouble.page.remedy'),
    more: <Code block>{words}</Code>,
  };
}

/** A failure, wherever it is met, with its remedy and, where it can be tried again, the way to. */
export function ProblemNotice({
  error,
  onRetry,
  children,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Other ways out, beside the button. */
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('shared');
  const { title, detail, remedy, more } = useTold(error);
  const offline = error instanceof Offline;
  return (
    <Alert
      role="alert"
      variant="outline"
      color={offline ? 'gray' : 'red'}
      icon={offline ? <IconCloudOff aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={title}
      styles={{
        root: { background: 'var(--kip-surface)' },
        title: { color: 'var(--mantine-color-text)', fontSize: 'var(--mantine-font-size-sm)' },
      }}
    >
      <Stack gap="xs">
        <Text size="sm">{remedy}</Text>
        {more}
        {detail !== null && detail !== '' && (
          <details>
            <Text component="summary" size="sm" c="dimmed">
              {t('trouble.detail')}
            </Text>
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {detail}
            </Text>
          </details>
        )}
        {(onRetry !== undefined || children !== undefined) && (
          <Group gap="xs">
            {onRetry && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconRefresh size={16} aria-hidden />}
                onClick={onRetry}
              >
                {t('act.retry')}
              </Button>
            )}
            {children}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
