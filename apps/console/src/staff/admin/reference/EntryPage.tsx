import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddressPart } from '../../../shared/address.js';
import { PageGone } from '../../../shared/components/PageTroubles.js';
import { PageTitle } from '../../../shared/components/PageTitle.js';
import { useLanguage } from '../../../shared/use-language.js';
import { Loaded } from '../Loaded.js';
import { entryQuery } from '../queries.js';
import { RevisionWords } from '../revisions/RuleRows.js';
import { EntryForm } from './EntryForm.js';
import { type Kind, blank, kindOf, nameOf, writtenOf } from './entry.js';
import classes from '../admin.module.css';

/** The way back to the list in which an entry stands. */
function Back({ kind }: { readonly kind: Kind }): ReactNode {
  const { t } = useTranslation(['reference', 'admin']);
  const ofRules = kind === 'rule';
  const search: Record<string, string> = ofRules ? {} : { tab: kind };
  return (
    <Anchor
      renderRoot={(props) => (
        <Link {...props} to={ofRules ? '/admin/routing' : '/admin/reference'} search={search} />
      )}
      size="sm"
      mb="xs"
      display="inline-flex"
    >
      <IconArrowLeft size={18} aria-hidden />
      &nbsp;{t(ofRules ? 'admin:places.routing' : `tab.${kind}`)}
    </Anchor>
  );
}

function Known({ kind, code }: { readonly kind: Kind; readonly code: string }): ReactNode {
  const { t } = useTranslation('reference');
  const language = useLanguage();
  const query = useQuery(entryQuery(kind, code));
  const name = query.data && nameOf(writtenOf(kind, query.data.entry))[language];
  return (
    <>
      <Back kind={kind} />
      <PageTitle title={name ?? code}>
        <Text size="sm" c="dimmed">
          {code}
        </Text>
      </PageTitle>
      <Loaded query={query} lines={5} height={96}>
        {({ entry, revision, revisions }) => (
          <Stack gap="md">
            <EntryForm key={code} first={writtenOf(kind, entry)} revision={revision} />
            <section aria-labelledby="revisions">
              <Title order={2} size="h3" mb="xs" id="revisions">
                {t('revisions')}
              </Title>
              <Paper className={classes.rows ?? ''}>
                {revisions.map((one) => (
                  <Text key={one.revision} size="sm" className={classes.row ?? ''}>
                    <RevisionWords of={one} />
                  </Text>
                ))}
              </Paper>
            </section>
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function Added({ kind }: { readonly kind: Exclude<Kind, 'stream'> }): ReactNode {
  const { t } = useTranslation('reference');
  return (
    <>
      <Back kind={kind} />
      <PageTitle title={t(`add.${kind}`)} />
      <EntryForm key={kind} first={blank(kind)} revision={0} />
    </>
  );
}

/** One entry of the reference data: what it says, changing it, and who has changed it before. */
export function EntryPage(): ReactNode {
  const kind = kindOf(useAddressPart('kind'));
  const code = useAddressPart('code');
  return kind === null ? <PageGone /> : <Known key={code} kind={kind} code={code} />;
}

/** An entry that nobody has saved yet. New streams come by seed. */
export function NewEntryPage(): ReactNode {
  const kind = kindOf(useAddressPart('kind'));
  return kind === null || kind === 'stream' ? <PageGone /> : <Added kind={kind} />;
}

/** A routing rule. */
export function RulePage(): ReactNode {
  const code = useAddressPart('code');
  return <Known key={code} kind="rule" code={code} />;
}

/** A routing rule that nobody has saved yet. */
export function NewRulePage(): ReactNode {
  return <Added kind="rule" />;
}
