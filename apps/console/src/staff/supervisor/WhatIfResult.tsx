import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { formatInstant, formatNumber } from '../../shared/format.js';
import { useLanguage } from '../../shared/use-language.js';
import classes from './supervisor.module.css';

/** What a changed policy would do to everything that is open. */
export interface Foreseen {
  readonly reports: number;
  readonly clocks: readonly Schema<'PreviewedClockView'>[];
}

/** So many are listed; the sums are of all of them. */
const LISTED = 200;

/** How many cases would be otherwise, and which. */
export function WhatIfResult({ foreseen }: { readonly foreseen: Foreseen }): ReactNode {
  const { t } = useTranslation('supervisor');
  const language = useLanguage();
  const moved = foreseen.clocks.filter(({ how }) => how === 'moves');
  const promises = moved.filter(({ clock }) => clock === 'promise');
  const worse = promises.filter((one) => one.missed_after && !one.missed_before).length;
  const better = promises.filter((one) => one.missed_before && !one.missed_after).length;
  const many = (count: number): string => formatNumber(count, language);
  const cases = new Set(moved.map(({ code }) => code)).size;
  const at = (instant: string | null): string =>
    instant === null ? '–' : formatInstant(instant, language);
  return (
    <Stack gap="md" role="status">
      <div className={classes.cards}>
        <section className={classes.card} data-figure="cases">
          <span className={classes.small}>{t('whatIf.cases')}</span>
          <span className={classes.big}>{many(cases)}</span>
          <span className={classes.small}>
            {t('whatIf.ofOpen', { many: many(foreseen.reports) })}
          </span>
        </section>
        <section className={classes.card}>
          <span className={classes.small}>{t('whatIf.worse')}</span>
          <span className={classes.big} {...(worse > 0 && { 'data-sign': 'late' })}>
            {many(worse)}
          </span>
        </section>
        <section className={classes.card}>
          <span className={classes.small}>{t('whatIf.better')}</span>
          <span className={classes.big} {...(better > 0 && { 'data-sign': 'kept' })}>
            {many(better)}
          </span>
        </section>
      </div>
      {moved.length === 0 ? (
        <Text>{t('whatIf.same')}</Text>
      ) : (
        <div className={classes.paper}>
          <table className={classes.table} data-cards>
            <thead>
              <tr>
                <th scope="col">{t('drill.code')}</th>
                <th scope="col">{t('whatIf.clock')}</th>
                <th scope="col">{t('whatIf.before')}</th>
                <th scope="col">{t('whatIf.after')}</th>
              </tr>
            </thead>
            <tbody>
              {moved.slice(0, LISTED).map((one) => (
                <tr key={`${one.code} ${one.clock} ${one.number}`}>
                  <th scope="row">
                    <Anchor component={Link} to={`/reports/${one.code}`} className={classes.code}>
                      {one.code}
                    </Anchor>
                  </th>
                  <td>{t(`clock.${one.clock}`)}</td>
                  <td data-wide className={classes.class} data-late={one.missed_before}>
                    {at(one.due_before)}
                  </td>
                  <td data-wide className={classes.class} data-late={one.missed_after}>
                    {at(one.due_after)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Stack>
  );
}
