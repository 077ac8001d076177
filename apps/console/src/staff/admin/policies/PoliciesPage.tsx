import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { useLanguage } from '../../../shared/use-language.js';
import { Loaded } from '../Loaded.js';
import { policiesQuery } from '../queries.js';
import { RuleRows } from '../revisions/RuleRows.js';

/** The policies by which deadlines are set. */
export function PoliciesPage(): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  return (
    <>
      <PageTitle title={t('places.policies')} />
      <Loaded query={useQuery(policiesQuery)} lines={5} height={72}>
        {({ items }) => (
          <RuleRows
            rows={items.map(({ code, name, resolve, current }) => ({
              ...{ code, name, current },
              to: `/admin/policies/${code}`,
              says: resolve?.[language] ?? t('policies.noLimit'),
            }))}
          />
        )}
      </Loaded>
    </>
  );
}
