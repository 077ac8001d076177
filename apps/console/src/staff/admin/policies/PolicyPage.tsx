import {
  Anchor,
  NumberInput,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Tabs,
  Text,
  TextInput,
} from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema, api, bodyOf } from '../../../api/client.js';
import { useAddressPart, useAsked, wordOf } from '../../../shared/address.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { useLanguage } from '../../../shared/use-language.js';
import { useMay } from '../../me.js';
import { useDraft } from '../draft.js';
import { Loaded } from '../Loaded.js';
import { calendarsQuery, policyQuery } from '../queries.js';
import { Review } from '../revisions/Review.js';
import { RevisionWords } from '../revisions/RuleRows.js';
import { type RuleDesk, type ToldChange, useRuleChange } from '../revisions/use-rule-change.js';
import { AlarmFields } from './AlarmFields.js';
import { type Alarm, LIMITS, type PolicyBody } from './limit.js';
import { LimitFields } from './LimitFields.js';
import { PolicyText } from './PolicyText.js';
import { tell } from '../../tell.js';

/** How policies are checked, tried and saved. */
function useDesk(code: string): RuleDesk<PolicyBody, ToldChange> {
  const queries = useQueryClient();
  return useMemo(() => {
    const path = { code };
    return {
      queryKey: ['policies', code],
      check: (body) =>
        bodyOf(api.POST('/v1/desk/policies/{code}/check', { params: { path }, body })),
      preview: (body, after) => {
        const query = after === null ? {} : { after };
        return bodyOf(
          api.POST('/v1/desk/policies/{code}/preview', { params: { path, query }, body }),
        );
      },
      save: (body, revision) => {
        const header = { 'If-Match': `"${revision}"` };
        return bodyOf(api.PUT('/v1/desk/policies/{code}', { params: { path, header }, body }));
      },
      current: async () =>
        (await queries.fetchQuery({ ...policyQuery(code), staleTime: 0 })).revision,
    };
  }, [code, queries]);
}

function Fields({
  policy,
  calendars,
  problem,
  onChange,
}: {
  readonly policy: PolicyBody;
  readonly calendars: readonly { readonly value: string; readonly label: string }[];
  readonly problem: (field: string) => string | undefined;
  readonly onChange: (change: Partial<PolicyBody>) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Stack gap="md">
      <Paper p="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {(['vi', 'en'] as const).map((language) => (
            <TextInput
              key={language}
              label={t(`policies.name.${language}`)}
              value={policy.name[language]}
              error={problem(`name.${language}`)}
              onChange={({ currentTarget }) => {
                onChange({ name: { ...policy.name, [language]: currentTarget.value } });
              }}
            />
          ))}
          <Select
            label={t('policies.calendar')}
            data={[...calendars]}
            value={policy.calendar}
            allowDeselect={false}
            error={problem('calendar')}
            onChange={(calendar) => {
              if (calendar !== null) onChange({ calendar });
            }}
          />
          <NumberInput
            label={t('policies.repeatMinutes')}
            value={policy.repeat_working_minutes}
            min={1}
            allowDecimal={false}
            error={problem('repeat_working_minutes')}
            onChange={(minutes) => {
              onChange({ repeat_working_minutes: Number(minutes) });
            }}
          />
        </SimpleGrid>
      </Paper>
      {LIMITS.map((name) => (
        <LimitFields
          key={name}
          name={name}
          limit={policy[name]}
          problem={problem}
          onChange={(limit) => {
            onChange({ [name]: limit });
          }}
        />
      ))}
      <AlarmFields
        alarms={policy.alarms}
        problem={problem}
        onChange={(alarms: Alarm[]) => {
          onChange({ alarms });
        }}
      />
    </Stack>
  );
}

function Policy({ read }: { readonly read: Schema<'PolicyView'> }): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const may = useMay('save_policy');
  const [asked, ask] = useAsked();
  const { code } = read.policy;
  const saved = { revision: read.revision, policy: read.policy };
  const [draft, write, forget, isDraft] = useDraft(`policy-${code}`, saved);
  const change = useRuleChange(useDesk(code), draft.policy, draft.revision, ({ revision }) => {
    forget();
    tell(t('rules.saved', { revision }));
  });
  const { data } = useQuery(calendarsQuery);
  const calendars =
    data?.items.map((one) => ({ value: one.code, label: one.name[language] })) ?? [];
  const nameOf = (calendar: string): string =>
    calendars.find(({ value }) => value === calendar)?.label ?? calendar;
  const review = isDraft && (
    <Review
      change={change}
      says={({ text }) => text[language]}
      onDrop={() => {
        forget();
        change.forget();
      }}
    />
  );
  return (
    <Tabs
      value={wordOf(asked, 'tab') === 'edit' && may ? 'edit' : 'text'}
      keepMounted={false}
      onChange={(tab) => {
        ask({ tab: tab === 'edit' ? 'edit' : '' });
      }}
    >
      <Tabs.List mb="md">
        <Tabs.Tab value="text">{t('policies.tab.text')}</Tabs.Tab>
        {may && <Tabs.Tab value="edit">{t('policies.tab.edit')}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="text">
        <Stack gap="md">
          {review}
          <PolicyText policy={draft.policy} calendar={nameOf(draft.policy.calendar)} />
        </Stack>
      </Tabs.Panel>
      <Tabs.Panel value="edit">
        <Stack gap="md">
          <Fields
            policy={draft.policy}
            calendars={calendars}
            problem={(field) =>
              change.check.data?.problems.find((one) => one.field === field)?.message[language]
            }
            onChange={(more) => {
              write({ revision: draft.revision, policy: { ...draft.policy, ...more } });
              change.forget();
            }}
          />
          {review}
        </Stack>
      </Tabs.Panel>
    </Tabs>
  );
}

/** One policy: what it says, and changing it. */
export function PolicyPage(): ReactNode {
  const { t } = useTranslation('admin');
  const language = useLanguage();
  const code = useAddressPart('code');
  const query = useQuery(policyQuery(code));
  const current = query.data?.revisions.find((one) => one.current);
  return (
    <>
      <Anchor component={Link} to="/admin/policies" size="sm" mb="xs" display="inline-flex">
        <IconArrowLeft size={18} aria-hidden />
        &nbsp;{t('places.policies')}
      </Anchor>
      <PageTitle title={query.data?.policy.name[language] ?? code}>
        {current && (
          <Text size="sm" c="dimmed">
            <RevisionWords of={current} />
          </Text>
        )}
      </PageTitle>
      <Loaded query={query} lines={5} height={72}>
        {(read) => <Policy key={code} read={read} />}
      </Loaded>
    </>
  );
}
