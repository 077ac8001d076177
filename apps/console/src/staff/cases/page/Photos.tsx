import { ActionIcon, Group, Modal, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import classes from './case-page.module.css';

type Photo = Schema<'DeskPhotoView'>;

function addressOf(code: string, { id }: Photo, small: boolean): string {
  return `/v1/desk/reports/${code}/photos/${id}${small ? '/thumbnail' : ''}`;
}

/** Photos as small pictures; each opens large, and the arrows lead to the others. */
export function Photos({
  code,
  photos,
}: {
  readonly code: string;
  readonly photos: readonly Photo[];
}): ReactNode {
  const { t } = useTranslation(['cases', 'shared']);
  const language = useLanguage();
  const [at, setAt] = useState<number | null>(null);
  const nameOf = (photo: Photo): string => {
    const number = photos.filter(({ kind }) => kind === photo.kind).indexOf(photo) + 1;
    return t(`photo.${photo.kind}`, { number });
  };
  const go = (by: number): void => {
    setAt((from) => (from === null ? null : (from + by + photos.length) % photos.length));
  };
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'ArrowRight') go(1);
    if (key === 'ArrowLeft') go(-1);
  };
  const large = at === null ? undefined : photos[at];
  return (
    <>
      <div className={classes.photos}>
        {photos.map((photo, index) => (
          <button
            key={photo.id}
            type="button"
            className={classes.photo}
            aria-label={t('photo.open', { name: nameOf(photo) })}
            onClick={() => {
              setAt(index);
            }}
          >
            <img src={addressOf(code, photo, true)} alt="" loading="lazy" />
            {(photo.hidden || photo.redacted) && (
              <span className={classes.mark}>
                {photo.hidden ? t('photo.hidden') : t('photo.redacted')}
              </span>
            )}
          </button>
        ))}
      </div>
      <Modal
        opened={large !== undefined}
        onClose={() => {
          setAt(null);
        }}
        size="70rem"
        title={large && `${code} · ${nameOf(large)}`}
        onKeyDown={onKeyDown}
        transitionProps={{ duration: 0 }}
        closeButtonProps={{ 'aria-label': t('shared:act.close') }}
      >
        {large && (
          <>
            <img
              className={classes.large}
              src={addressOf(code, large, false)}
              alt={nameOf(large)}
            />
            <Group justify="space-between" mt="sm">
              <Text size="sm" c="dimmed">
                {formatInstant(large.added_at, language)}
              </Text>
              {photos.length > 1 && (
                <Group gap="xs">
                  <ActionIcon
                    variant="default"
                    size="lg"
                    aria-label={t('photo.previous')}
                    onClick={() => {
                      go(-1);
                    }}
                  >
                    <IconChevronLeft aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="default"
                    size="lg"
                    aria-label={t('photo.next')}
                    onClick={() => {
                      go(1);
                    }}
                  >
                    <IconChevronRight aria-hidden />
                  </ActionIcon>
                </Group>
              )}
            </Group>
          </>
        )}
      </Modal>
    </>
  );
}
