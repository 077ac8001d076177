import { Button, Group, Paper, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCircleCheck, IconSend, IconTools } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';

const STEPS = [
  { name: 'send', Icon: IconSend },
  { name: 'handled', Icon: IconTools },
  { name: 'told', Icon: IconCircleCheck },
] as const;

/** The first page: what this is for, and how it goes. */
export function FilePage(): ReactNode {
  const { t } = useTranslation('citizen');
  return (
    <Stack gap="lg">
      <div>
        <PageTitle title={t('file.title')} />
        <Text size="lg" maw={640}>
          {t('file.lead')}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        {STEPS.map(({ name, Icon }) => (
          <Paper key={name} p="lg">
            <ThemeIcon variant="light" size={40} radius="md" mb="sm" aria-hidden>
              <Icon size={22} />
            </ThemeIcon>
            <Title order={2} size="h3" mb={4}>
              {t(`file.steps.${name}.title`)}
            </Title>
            <Text size="sm" c="dimmed">
              {t(`file.steps.${name}.text`)}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      <Group>
        <Button component={Link} to="/reports" variant="default" size="md">
          {t('file.track')}
        </Button>
      </Group>
    </Stack>
  );
}
