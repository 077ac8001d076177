import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../shared/components/PageTitle.js';
import { type Standing } from '../access.js';
import { SignInFlow } from './SignInFlow.js';

type AtTheDoor = Exclude<Standing, { readonly at: 'desk' }>;

/** Signing in, step by step, as a page of its own. */
export function SignInPage({
  standing,
  onStanding,
}: {
  readonly standing: AtTheDoor;
  readonly onStanding: (next: Standing) => void;
}): ReactNode {
  const { t } = useTranslation('sign-in');
  const titles = { door: t('title'), code: t('code.title'), enrol: t('enrol.title') };
  return (
    <>
      <PageTitle title={titles[standing.at]} />
      <SignInFlow standing={standing} onStanding={onStanding} />
    </>
  );
}
