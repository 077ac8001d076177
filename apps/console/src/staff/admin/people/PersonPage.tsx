import { Anchor, Stack } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressPart } from '../../../shared/address.js';
import { Empty } from '../../../shared/components/Empty.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { referenceQuery } from '../../queries.js';
import { Loaded } from '../Loaded.js';
import { peopleQuery } from '../queries.js';
import { PersonAccount } from './PersonAccount.js';
import { PersonForm } from './PersonForm.js';

function Back(): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Anchor component={Link} to="/admin/people" size="sm" mb="xs" display="inline-flex">
      <IconArrowLeft size={18} aria-hidden />
      &nbsp;{t('places.people')}
    </Anchor>
  );
}

/** Somebody who is to work here. */
export function NewPersonPage(): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <>
      <Back />
      <PageTitle title={t('people.add')} />
      <Loaded query={useQuery(referenceQuery)}>
        {(reference) => <PersonForm person={null} reference={reference} />}
      </Loaded>
    </>
  );
}

/** Somebody who works here: what they may, how far they see, and how they sign in. */
export function PersonPage(): ReactNode {
  const { t } = useTranslation('admin');
  const code = useAddressPart('code');
  const people = useQuery(peopleQuery);
  const reference = useQuery(referenceQuery);
  const person = people.data?.items.find((one) => one.code === code);
  return (
    <>
      <Back />
      <PageTitle title={person?.name ?? code} />
      <Loaded query={people}>
        {() =>
          person ? (
            <Stack gap="xl">
              <PersonAccount person={person} />
              <Loaded query={reference}>
                {(known) => <PersonForm key={code} person={person} reference={known} />}
              </Loaded>
            </Stack>
          ) : (
            <Empty title={t('people.gone', { code })} hint={t('people.goneHint')} />
          )
        }
      </Loaded>
    </>
  );
}
