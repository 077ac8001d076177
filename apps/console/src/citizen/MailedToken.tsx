import { Alert, Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ProblemNotice } from '../shared/components/ProblemNotice.js';

/** What a mail's link asks for. It is done on a tap: programs that scan mails open links too. */
export function MailedToken({
  send,
  act,
  done,
  missing,
}: {
  readonly send: (token: string) => Promise<unknown>;
  readonly act: string;
  readonly done: string;
  readonly missing: string;
}): ReactNode {
  const [token] = useState(() => window.location.hash.slice(1));
  const sending = useMutation({ mutationFn: () => send(token) });
  if (token === '') return <Alert color="gray" title={missing} />;
  if (sending.isSuccess) return <Alert role="status" color="kip" title={done} />;
  return (
    <Stack align="flex-start">
      {sending.error && <ProblemNotice error={sending.error} />}
      <Button
        size="md"
        loading={sending.isPending}
        onClick={() => {
          sending.mutate();
        }}
      >
        {act}
      </Button>
    </Stack>
  );
}
