import { type ReactNode } from 'react';
import { type Standing } from '../access.js';
import { CodeForm } from './CodeForm.js';
import { EnrolForm } from './EnrolForm.js';
import { KeyForm } from './KeyForm.js';
import { PasswordForm } from './PasswordForm.js';

export interface StepProps {
  readonly onStanding: (next: Standing) => void;
}

/** The step at which somebody stands who is not in yet. */
export function SignInFlow({
  standing,
  onStanding,
}: StepProps & { readonly standing: Exclude<Standing, { readonly at: 'desk' }> }): ReactNode {
  const { ways } = standing;
  switch (standing.at) {
    case 'door':
      return ways.key ? (
        <KeyForm onStanding={onStanding} />
      ) : (
        <PasswordForm ways={ways} onStanding={onStanding} />
      );
    case 'code':
      return <CodeForm ways={ways} onStanding={onStanding} />;
    case 'enrol':
      return <EnrolForm ways={ways} onStanding={onStanding} />;
  }
}
