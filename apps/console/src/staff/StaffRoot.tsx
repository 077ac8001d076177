import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect } from 'react';
import { PageComing } from '../shared/components/PageTroubles.js';
import { ProblemNotice } from '../shared/components/ProblemNotice.js';
import { keptInTab } from '../shared/kept.js';
import { type Standing, standingQuery } from './access.js';
import { MeContext } from './me.js';
import { StaffShell } from './StaffShell.js';
import { DoorFrame } from './sign-in/DoorFrame.js';
import { SignInPage } from './sign-in/SignInPage.js';
import { RETURN_TO } from './sign-in/return-to.js';

/** Pages that are open to whoever is not signed in. */
const OPEN = /^\/account\//;

/** Who comes back from another system's sign-in goes on where they were. */
function useReturning(standing: Standing | undefined): void {
  useEffect(() => {
    if (standing?.at !== 'desk') return;
    const to = keptInTab.read(RETURN_TO);
    keptInTab.write(RETURN_TO, null);
    if (to !== null && to !== '/') window.location.replace(to);
  }, [standing]);
}

function Inside(): ReactNode {
  const queries = useQueryClient();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const { data: standing, error, refetch } = useQuery(standingQuery);
  useReturning(standing);
  if (OPEN.test(path)) {
    return (
      <DoorFrame>
        <Outlet />
      </DoorFrame>
    );
  }
  if (!standing) {
    if (!error) return <PageComing />;
    return (
      <DoorFrame>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </DoorFrame>
    );
  }
  if (standing.at !== 'desk') {
    return (
      <DoorFrame>
        <SignInPage
          standing={standing}
          onStanding={(next) => {
            queries.setQueryData(standingQuery.queryKey, next);
          }}
        />
      </DoorFrame>
    );
  }
  return (
    <MeContext value={standing.me}>
      <StaffShell />
    </MeContext>
  );
}

/** The door of the desk and what is behind it. The address stays: who has signed in is where they wanted to be. */
export function StaffRoot(): ReactNode {
  return (
    <Suspense fallback={<PageComing />}>
      <Inside />
    </Suspense>
  );
}
