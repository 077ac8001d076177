import { ActionIcon, FileButton, Button, Group, Input, Text } from '@mantine/core';
import { IconCamera, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../api/client.js';
import { ProblemNotice } from '../shared/components/ProblemNotice.js';

type Photo = Schema<'UploadedPhoto'>;

function upload(file: File): Promise<Photo> {
  const body = new FormData();
  body.append('file', file);
  // The description of the interface knows the file as text; it goes as it is.
  return bodyOf(api.POST('/v1/uploads', { body: { file: '' }, bodySerializer: () => body }));
}

/** Photos: each goes to the server when it is chosen, and may tell where it was taken. */
export function PhotoField({
  photos,
  most,
  onAdd,
  onRemove,
}: {
  readonly photos: readonly Photo[];
  readonly most: number;
  readonly onAdd: (photo: Photo) => void;
  readonly onRemove: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation('citizen');
  const sending = useMutation({ mutationFn: upload, onSuccess: onAdd });
  return (
    <Input.Wrapper label={t('form.photos')} description={t('form.photosHint', { count: most })}>
      <Group mt="xs" gap="sm">
        {photos.map(({ id }, at) => (
          <Group key={id} gap={4}>
            <Text size="sm">{t('form.photo', { number: at + 1 })}</Text>
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
        {photos.length < most && (
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
