import { Button, Checkbox, Code, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import { api, bodyOf } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { SkeletonList } from '../../shared/components/SkeletonList.js';
import { type Standing, type Ways, standingOf } from '../access.js';
import classes from './door.module.css';

/** A QR code as a picture of squares, dark on white whatever the scheme: cameras want it so. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { data, size } = encode(text, { border: 0 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg
      role="img"
      aria-label={label}
      className={classes.qr}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <path d={squares.join('')} fill="#000" />
    </svg>
  );
}

/** The codes for when the telephone is lost, until somebody says that they are kept. */
function RecoveryCodes({
  codes,
  onKept,
}: {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}): ReactNode {
  const { t } = useTranslation('sign-in');
  const [kept, setKept] = useState(false);
  return (
    <Stack>
      <Title order={2}>{t('recovery.title')}</Title>
      <Text size="sm">{t('recovery.lead')}</Text>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Checkbox
        label={t('recovery.kept')}
        checked={kept}
        onChange={({ currentTarget: { checked } }) => {
          setKept(checked);
        }}
      />
      <Button size="md" disabled={!kept} onClick={onKept}>
        {t('recovery.go')}
      </Button>
    </Stack>
  );
}

/** Setting up an authenticator app. */
export function EnrolForm({
  ways,
  onStanding,
}: {
  readonly ways: Ways;
  readonly onStanding: (next: Standing) => void;
}): ReactNode {
  const { t } = useTranslation('sign-in');
  const [code, setCode] = useState('');
  const factor = useQuery({
    queryKey: ['new-factor'],
    queryFn: () => bodyOf(api.POST('/v1/session/factor')),
    // Each asking makes another secret, and the app has scanned this one.
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, refetchOnReconnect: false },
  });
  const confirm = useMutation({
    mutationFn: async () => {
      const body = { code: code.replace(/\s/g, '') };
      const set = await bodyOf(api.POST('/v1/session/factor/confirm', { body }));
      return { next: standingOf(set.session, ways), codes: set.recovery_codes };
    },
  });
  if (confirm.data) {
    const { next, codes } = confirm.data;
    return (
      <RecoveryCodes
        codes={codes}
        onKept={() => {
          onStanding(next);
        }}
      />
    );
  }
  if (factor.isPending) return <SkeletonList lines={4} />;
  if (!factor.data) {
    return <ProblemNotice error={factor.error} onRetry={() => void factor.refetch()} />;
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('enrol.lead')}</Text>
        <QrCode text={factor.data.uri} label={t('enrol.qr')} />
        <div>
          <Text size="sm" c="dimmed">
            {t('enrol.secret')}
          </Text>
          <Code block style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
            {factor.data.secret}
          </Code>
        </div>
        {confirm.error && <ProblemNotice error={confirm.error} />}
        <TextInput
          label={t('code.label')}
          inputMode="numeric"
          autoComplete="one-time-code"
          size="md"
          value={code}
          onChange={({ currentTarget: { value } }) => {
            setCode(value);
          }}
          required
          withAsterisk={false}
        />
        <Button type="submit" size="md" loading={confirm.isPending}>
          {t('enrol.submit')}
        </Button>
      </Stack>
    </form>
  );
}
