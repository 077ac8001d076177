import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { Loaded } from '../Loaded.js';
import { calendarsQuery } from '../queries.js';
import { RuleRows } from '../revisions/RuleRows.js';

/** The calendars by which deadlines are counted. */
export function CalendarsPage(): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <>
      <PageTitle title={t('places.calendars')} />
      <Loaded query={useQuery(calendarsQuery)} lines={3} height={72}>
        {({ items }) => (
          <RuleRows
            rows={items.map(({ code, name, zone, current }) => ({
              ...{ code, name, current },
              to: `/admin/calendars/${code}`,
              says: zone,
            }))}
          />
        )}
      </Loaded>
    </>
  );
}
