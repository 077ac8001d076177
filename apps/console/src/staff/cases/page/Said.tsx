import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../../api/client.js';
import { formatInstant } from '../../../shared/format.js';
import { useLanguage } from '../../../shared/use-language.js';
import { type Place } from '../../../shared/map/style.js';
import { referenceQuery } from '../../queries.js';
import { CaseMap } from '../CaseMap.js';
import { useNames } from '../use-names.js';
import { Photos } from './Photos.js';
import classes from './case-page.module.css';

type Case = Schema<'CaseView'>;

function FormFacts({ report }: { readonly report: Case }): ReactNode {
  const { t } = useTranslation('cases');
  const language = useLanguage();
  const { data: reference } = useQuery(referenceQuery);
  const filled = Object.entries(report.form);
  if (filled.length === 0) return null;
  const fields = [
    ...(reference?.categories.find(({ code }) => code === report.category)?.form ?? []),
    ...(reference?.streams.find(({ code }) => code === report.stream)?.form ?? []),
  ];
  return (
    <section aria-label={t('report.form')}>
      <dl className={classes.facts}>
        {filled.map(([name, value]: [string, unknown]) => {
          const field = fields.find(({ code }) => code === name);
          const option = field?.options?.find((one) => one.value === value);
          return (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{field?.label[language] ?? name}</dt>
              <dd>{option?.label[language] ?? String(value)}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** What somebody has reported, in their words and pictures. */
export function Said({ report }: { readonly report: Case }): ReactNode {
  const { t } = useTranslation('cases');
  return (
    <section className={classes.card} aria-labelledby="said">
      <h2 id="said" className={classes.heading}>
        {t('report.said')}
      </h2>
      <Stack gap="md">
        <p className={classes.text}>{report.text}</p>
        {report.public_text !== null && (
          <Text size="sm" c="dimmed">
            {t('report.publicText')}: {report.public_text}
          </Text>
        )}
        <FormFacts report={report} />
        {report.photos.length > 0 && <Photos code={report.code} photos={report.photos} />}
      </Stack>
    </section>
  );
}

/** Where it is: in words, and on a map where it has a place. */
export function CasePlace({ report }: { readonly report: Case }): ReactNode {
  const { t } = useTranslation('cases');
  const names = useNames();
  const { code, lat, lon } = report;
  const places: Place[] =
    lat === null || lon === null ? [] : [{ id: code, lat, lon, sign: 'active' }];
  return (
    <section className={classes.card} aria-labelledby="place">
      <h2 id="place" className={classes.heading}>
        {t('report.place')}
      </h2>
      <Text size="sm" mb="xs">
        {[report.address, report.area === null ? null : names.area(report.area)]
          .filter((part) => part !== null)
          .join(' · ')}
      </Text>
      {places.length > 0 ? (
        <CaseMap places={places} active={code} label={t('map.ofCase', { code })} height={200} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('map.none')}
        </Text>
      )}
    </section>
  );
}

/** What it is filed under, who has it, and with what it hangs together. */
export function Facts({ report }: { readonly report: Case }): ReactNode {
  const { t } = useTranslation(['cases', 'shared']);
  const language = useLanguage();
  const names = useNames();
  const person = report.legs.findLast(({ ended_at }) => ended_at === null)?.person;
  const related = [
    ...(report.merged_into === null
      ? []
      : [
          { code: report.merged_into, label: t('report.mergedInto', { code: report.merged_into }) },
        ]),
    ...(report.parent === null
      ? []
      : [{ code: report.parent, label: t('report.parent', { code: report.parent }) }]),
    ...report.children.map((code) => ({ code, label: `${t('report.children')}: ${code}` })),
    ...report.links.map(({ code, kind }) => ({
      code,
      label: `${t(`report.link.${kind}`)}: ${code}`,
    })),
  ];
  const rows: readonly (readonly [string, string])[] = [
    [
      t('report.category'),
      report.category === null ? t('report.noCategory') : names.category(report.category),
    ],
    [t('report.unit'), report.unit === null ? t('report.noUnit') : names.unit(report.unit)],
    ...(report.unit === null
      ? []
      : [[t('report.person'), person ? names.person(person) : t('report.noPerson')] as const]),
    ...(report.network === null
      ? []
      : [[t('report.network'), names.network(report.network)] as const]),
    [t('report.stream'), names.stream(report.stream)],
    [t('report.channel'), t(`channel.${report.channel}`)],
    [t('report.priority'), t(`shared:priority.${report.priority}`)],
    [t('report.received'), formatInstant(report.received_at, language)],
    ...report.ratings.map(
      ({ value, comment }) =>
        [
          t('report.rating'),
          comment === null
            ? t(`report.ratings.${value}`)
            : `${t(`report.ratings.${value}`)}: ${comment}`,
        ] as const,
    ),
  ];
  return (
    <section className={classes.card}>
      <dl className={classes.facts}>
        {rows.map(([name, value]) => (
          <div key={`${name} ${value}`} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {report.followers > 0 && (
        <Text size="sm" mt="xs">
          {t('report.followers', { count: report.followers })}
        </Text>
      )}
      {report.open_children > 0 && (
        <Text size="sm" mt="xs">
          {t('report.openChildren', { count: report.open_children })}
        </Text>
      )}
      {related.map(({ code, label }) => (
        <Anchor
          key={label}
          component={Link}
          to={`/reports/${code}`}
          size="sm"
          display="block"
          mt="xs"
        >
          {label}
        </Anchor>
      ))}
    </section>
  );
}
