import { Skeleton, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type EChartsCoreOption } from 'echarts/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../shared/components/ProblemNotice.js';
import type * as Draw from './draw.js';
import { type Ink, inkOf } from './ink.js';
import classes from '../supervisor.module.css';

type DrawModule = typeof Draw;

function Canvas({
  draw,
  height,
  label,
  option,
  areas,
  onPick,
}: Omit<ChartProps, 'children'> & { readonly draw: DrawModule }): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  const picked = useRef(onPick);
  useEffect(() => {
    picked.current = onPick;
  }, [onPick]);
  useEffect(() => {
    if (!element.current) return undefined;
    if (areas) draw.nameMap(areas.name, areas.shapes);
    const drawn = draw.drawInto(element.current);
    drawn.show(option(inkOf(element.current, scheme)));
    drawn.onPick((name) => picked.current?.(name));
    return () => {
      drawn.close();
    };
  }, [draw, option, scheme, areas]);
  return <div ref={element} role="img" aria-label={label} style={{ height }} />;
}

interface ChartProps {
  /** What it shows, for whoever does not see it. */
  readonly label: string;
  readonly height: number;
  /** What is drawn, in the colours of the page; keep it with `useCallback`. */
  readonly option: (ink: Ink) => EChartsCoreOption;
  /** The shapes of a map; keep them with `useMemo`. */
  readonly areas?: { readonly name: string; readonly shapes: object };
  readonly onPick?: (name: string) => void;
  /** The same as a table, where none stands beside it. */
  readonly children?: ReactNode;
}

/** A chart, and the table that says the same. What draws it is fetched when the first one is shown. */
export function Chart({ children, ...chart }: ChartProps): ReactNode {
  const { t } = useTranslation('supervisor');
  const { data, error, refetch } = useQuery({
    queryKey: ['program', 'charts'],
    queryFn: () => import('./draw.js'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div>
      {data && <Canvas draw={data} {...chart} />}
      {!data && !error && <Skeleton height={chart.height} />}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {children !== undefined && (
        <details className={`${classes.behind} kip-no-print`}>
          <summary>{t('asTable')}</summary>
          {children}
        </details>
      )}
    </div>
  );
}
