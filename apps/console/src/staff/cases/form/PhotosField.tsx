import { ActionIcon, Button, FileButton, Group, Input, Progress, Stack, Text } from '@mantine/core';
import { IconCamera, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import { formatRate } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { uploadPhoto } from '../upload.js';
import { type FieldProps } from './field.js';

const MOST = 10;

/** Photos of a result, from the camera or the files; each is on its way when it is chosen. */
export function PhotosField({ draft, onDraft }: FieldProps): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const [share, setShare] = useState(0);
  const sending = useMutation({
    mutationFn: (file: File) => uploadPhoto(file, setShare),
    onMutate: () => {
      setShare(0);
    },
    onSuccess: ({ id, token }) => {
      onDraft({ ...draft, photos: [...draft.photos, { id, token }] });
    },
  });
  const again = (): void => {
    if (sending.variables) sending.mutate(sending.variables);
  };
  const percent = formatRate(share, language);
  return (
    <Input.Wrapper label={t('field.photos')} labelElement="div">
      <Stack gap="xs" mt={4}>
        {draft.photos.map(({ id }, at) => (
          <Group key={id} gap="xs">
            <Text size="sm">{t('field.photo', { number: at + 1 })}</Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('field.removePhoto', { number: at + 1 })}
              onClick={() => {
                onDraft({ ...draft, photos: draft.photos.filter((one) => one.id !== id) });
              }}
            >
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {sending.isPending && (
          <div role="status">
            <Text size="sm">{t('field.sending', { percent })}</Text>
            <Progress value={share * 100} aria-label={t('field.sending', { percent })} />
          </div>
        )}
        {sending.error && <ProblemNotice error={sending.error} onRetry={again} />}
        {draft.photos.length < MOST && (
          <FileButton
            accept="image/*"
            onChange={(file) => {
              if (file) sending.mutate(file);
            }}
          >
            {(button) => (
              <Button
                {...button}
                variant="default"
                disabled={sending.isPending}
                leftSection={<IconCamera size={20} aria-hidden />}
              >
                {t('field.addPhoto')}
              </Button>
            )}
          </FileButton>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
