import { Button, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { useMay } from '../../me.js';
import { RuleList } from './RuleList.js';
import { Tester } from './Tester.js';
import classes from '../admin.module.css';

/** Where reports go: the rules, and beside them where one would go that nobody has sent. */
export function RoutingPage(): ReactNode {
  const { t } = useTranslation(['admin', 'reference']);
  const maySave = useMay('save_reference');
  return (
    <>
      <PageTitle title={t('places.routing')}>
        {maySave && (
          <Button
            component={Link}
            to="/admin/routing/add"
            leftSection={<IconPlus size={18} aria-hidden />}
          >
            {t('reference:add.rule')}
          </Button>
        )}
      </PageTitle>
      <div className={classes.beside}>
        <section aria-labelledby="tester">
          <Title order={2} size="h3" id="tester">
            {t('routing.try')}
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            {t('routing.lead')}
          </Text>
          <Tester />
        </section>
        <RuleList />
      </div>
    </>
  );
}
