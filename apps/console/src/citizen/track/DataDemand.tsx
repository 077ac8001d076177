import {
  Anchor,
  Button,
  Group,
  Paper,
  Radio,
  Stack,
  Text,
  TextInput,
  Textarea,
  Title,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf, newIdempotencyKey } from '../../api/client.js';
import { ProblemNotice } from '../../shared/components/ProblemNotice.js';
import { keptInTab } from '../../shared/kept.js';
import { useLanguage } from '../../shared/use-language.js';
import { Given } from '../Given.js';
import { addMine } from '../mine.js';
import { reportKey } from '../tokens.js';
import { type Known } from './known.js';

type Kind = Schema<'DataRequestBody'>['kind'];

const KINDS = ['tell', 'correct', 'erase', 'restrict'] as const satisfies readonly Kind[];
const LONGEST_TEXT = 4_000;

/** A demand is a case of its own: what is given for it is kept on this device like that of a report. */
function useDemand({ report, token }: Known) {
  const { code } = report;
  return useMutation({
    networkMode: 'always',
    mutationFn: ({ key, body }: { key: string; body: Schema<'DataRequestBody'> }) =>
      bodyOf(
        api.POST('/v1/reports/{code}/data-requests', {
          params: {
            path: { code },
            header: { ...reportKey(code, token).header, 'Idempotency-Key': key },
          },
          body,
        }),
      ),
    onSuccess: (filed) => {
      addMine({ code: filed.code, token: filed.tracking_token, receivedAt: filed.received_at });
    },
  });
}

function DemandForm({
  code,
  demand,
  onCancel,
}: {
  readonly code: string;
  readonly demand: ReturnType<typeof useDemand>;
  readonly onCancel: () => void;
}): ReactNode {
  const { t } = useTranslation(['citizen', 'shared']);
  const language = useLanguage();
  const draft = `kip-demand ${code}`;
  // What is sent again unchanged is filed once.
  const [key, setKey] = useState(newIdempotencyKey);
  const [kind, setKind] = useState<Kind | null>(null);
  const [text, setText] = useState(() => keptInTab.read(draft) ?? '');
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const words = text.trim();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (kind === null || words === '') return;
    const contact = email.trim() === '' ? {} : { contact: { email: email.trim(), language } };
    demand.mutate(
      { key, body: { kind, text: words, ...contact } },
      {
        onSuccess: () => {
          keptInTab.write(draft, null);
        },
      },
    );
  };
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm">
        <Radio.Group
          label={t('demand.kind')}
          value={kind}
          required
          error={tried && kind === null && t('demand.kindMissing')}
          onChange={(value) => {
            setKind(KINDS.find((one) => one === value) ?? null);
            setKey(newIdempotencyKey());
          }}
        >
          <Stack gap={0} mt="xs">
            {KINDS.map((one) => (
              <Radio key={one} value={one} label={t(`demand.kinds.${one}`)} py="xs" />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('demand.text')}
          required
          value={text}
          maxLength={LONGEST_TEXT}
          autosize
          minRows={2}
          error={tried && words === '' && t('demand.textMissing')}
          onChange={({ currentTarget: { value } }) => {
            setText(value);
            setKey(newIdempotencyKey());
            keptInTab.write(draft, value === '' ? null : value);
          }}
        />
        <TextInput
          type="email"
          label={t('demand.email')}
          description={t('optional')}
          autoComplete="email"
          value={email}
          onChange={({ currentTarget: { value } }) => {
            setEmail(value);
            setKey(newIdempotencyKey());
          }}
        />
        {demand.error && <ProblemNotice error={demand.error} />}
        <Group>
          <Button type="submit" loading={demand.isPending}>
            {t('demand.send')}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            {t('shared:act.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What the reporter demands of their own data, by the token of the report that it is about. */
export function DataDemand({ report, token }: Known): ReactNode {
  const { t } = useTranslation('citizen');
  const [opened, setOpened] = useState(false);
  const demand = useDemand({ report, token });
  const filed = demand.data;
  return (
    <Paper p="lg" component="section" aria-labelledby="demand">
      <Stack gap="sm">
        <Title order={2} id="demand">
          {t('demand.title')}
        </Title>
        {filed ? (
          <>
            <Text size="sm" role="status">
              {t('demand.done')}
            </Text>
            <Given filed={filed} />
            <Anchor component={Link} to={`/reports/${filed.code}`} size="sm">
              {t('demand.track')}
            </Anchor>
          </>
        ) : (
          <>
            <Text size="sm" c="dimmed">
              {t('demand.lead')}
            </Text>
            {opened ? (
              <DemandForm
                code={report.code}
                demand={demand}
                onCancel={() => {
                  setOpened(false);
                }}
              />
            ) : (
              <div>
                <Button
                  variant="default"
                  onClick={() => {
                    setOpened(true);
                  }}
                >
                  {t('demand.open')}
                </Button>
              </div>
            )}
          </>
        )}
      </Stack>
    </Paper>
  );
}
