import { Button, Progress, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api } from '../../api/client.js';
import { Empty } from '../../shared/components/Empty.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { formatInstant, formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import { writtenDay } from './period.js';
import { documentsQuery } from './queries.js';
import { AS_FILE, saveFile } from './save-file.js';
import classes from './supervisor.module.css';

type Document = Schema<'DocumentView'>;

function daysOf({ asked }: Document): string {
  const { from, to } = asked;
  if (typeof from !== 'string' || typeof to !== 'string') return '';
  return `${writtenDay(from)} – ${writtenDay(to)}`;
}

function Download({ made }: { readonly made: Document }): ReactNode {
  const { t } = useTranslation('supervisor');
  const { id, format } = made;
  const download = useMutation({
    mutationFn: () =>
      saveFile(
        api.GET('/v1/desk/documents/{id}/file', { params: { path: { id } }, ...AS_FILE }),
        `${id}.${format}`,
      ),
  });
  return (
    <>
      <Button
        variant="light"
        size="compact-md"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={download.isPending}
        aria-label={t('document.downloadOf', { days: daysOf(made), format: t(`format.${format}`) })}
        onClick={() => {
          download.mutate();
        }}
      >
        {t('document.download')}
      </Button>
      {download.error && <ProblemNotice error={download.error} />}
    </>
  );
}

function Standing({ made }: { readonly made: Document }): ReactNode {
  const { t } = useTranslation('supervisor');
  switch (made.state) {
    case 'waiting':
    case 'running':
      return (
        <div role="status">
          <Text size="sm">{t(`document.${made.state}`)}</Text>
          <Progress
            value={Math.max(4, made.progress)}
            animated
            aria-label={t('document.progress')}
            w={140}
          />
        </div>
      );
    case 'done':
      return <Download made={made} />;
    case 'failed':
      return (
        <Text size="sm" c="var(--kip-late)">
          {t('document.failed', { why: made.error ?? '' })}
        </Text>
      );
  }
}

/** The documents that one has had made, the newest first; the checksum is what one is verified by. */
export function DocumentList(): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const { data, error, refetch } = useQuery(documentsQuery);
  if (!data) {
    if (!error) return <SkeletonList lines={4} />;
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  if (data.items.length === 0) {
    return <Empty title={t('document.none')} hint={t('document.noneHint')} />;
  }
  return (
    <div className={classes.paper}>
      <table className={classes.table} data-cards>
        <thead>
          <tr>
            <th scope="col">{t('document.period')}</th>
            <th scope="col">{t('document.format')}</th>
            <th scope="col">{t('document.asOf')}</th>
            <th scope="col" className={classes.end}>
              {t('document.reports')}
            </th>
            <th scope="col">{t('document.checksum')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {data.items.map((made) => (
            <tr key={made.id} data-state={made.state}>
              <th scope="row" data-wide>
                {daysOf(made)}
              </th>
              <td>
                {t(`format.${made.format}`)} · {made.language.toUpperCase()}
              </td>
              <td data-wide>{formatInstant(made.as_of ?? made.asked_at, language)}</td>
              <td className={classes.end} data-label={t('document.reports')}>
                {made.reports === null ? '–' : formatNumber(made.reports, language)}
              </td>
              <td data-wide>
                {made.checksum !== null && (
                  <code title={made.checksum} className={classes.checksum}>
                    {made.checksum.slice(0, 12)}…
                  </code>
                )}
              </td>
              <td data-wide>
                <Standing made={made} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text size="xs" c="dimmed" p="sm">
        {t('document.verify')}
      </Text>
    </div>
  );
}
