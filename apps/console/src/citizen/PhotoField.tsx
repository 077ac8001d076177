import { ActionIcon, FileButton, Button, Group, Input, Text } from '@mantine/core';
import { IconCamera, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../api/client.js';
import { ProblemNotice } from '../shared/components/ProblemNotice.js';
import { upload, uploadOrKeep } from './offline/upload.js';

type Photo = Schema<'UploadedPhoto'>;

/** Photos: each goes to the server when it is chosen, and may tell where it was taken. */
export function PhotoField({
  photos,
  keptPhotos = [],
  most,
  onAdd,
  onKeep,
  onRemove,
}: {
  readonly photos: readonly Photo[];
  readonly keptPhotos?: readonly string[];
  readonly most: number;
  readonly onAdd: (photo: Photo) => void;
  /** Without a connection a photo is kept on this device, under this name; absent: it is not. */
  readonly onKeep?: (name: string) => void;
  /** By its id, or by the name under which it is kept. */
  readonly onRemove: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation('citizen');
  const sending = useMutation({
    // Without a connection it is known at once.
    networkMode: 'always',
    mutationFn: async (file: File) =>
      onKeep ? uploadOrKeep(file) : { uploaded: await upload(file) },
    onSuccess: (chosen) => {
      if ('kept' in chosen) onKeep?.(chosen.kept);
      else onAdd(chosen.uploaded);
    },
  });
  const chosen = [...photos.map(({ id }) => id), ...keptPhotos];
  return (
    <Input.Wrapper label={t('form.photos')} description={t('form.photosHint', { count: most })}>
      <Group mt="xs" gap="sm">
        {chosen.map((id, at) => (
          <Group key={id} gap={4}>
            <Text size="sm">
              {t(keptPhotos.includes(id) ? 'form.keptPhoto' : 'form.photo', { number: at + 1 })}
            </Text>
            <ActionIcon
              variant="subtle"
              aria-label={t('form.removePhoto', { number: at + 1 })}
              onClick={() => {
                onRemove(id);
              }}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {chosen.length < most && (
          <FileButton
            accept="image/jpeg,image/png,image/webp,image/heic"
            onChange={(file) => {
              if (file) sending.mutate(file);
            }}
          >
            {(button) => (
              <Button
                {...button}
                variant="default"
                size="md"
                loading={sending.isPending}
                leftSection={<IconCamera size={20} aria-hidden />}
              >
                {t('form.addPhoto')}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      {sending.error && <ProblemNotice error={sending.error} />}
    </Input.Wrapper>
  );
}
