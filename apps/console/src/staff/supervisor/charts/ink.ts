/** The colours in which a chart is drawn, as the page has them. */
export interface Ink {
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly kept: string;
  readonly late: string;
  readonly soon: string;
  readonly quiet: string;
  /** From little to much, five steps that are told apart also without colour. */
  readonly steps: readonly string[];
}

const STEPS = {
  light: ['#cfe9ed', '#8ec7d1', '#4b9fae', '#147d8f', '#064753'],
  dark: ['#17424b', '#1f6874', '#2b8fa0', '#62bccb', '#b8e6ee'],
} as const;

/** Charts cannot read the page's variables, so that they are read for them. */
export function inkOf(element: HTMLElement, scheme: 'light' | 'dark'): Ink {
  const styles = getComputedStyle(element);
  const of = (name: string): string => styles.getPropertyValue(name).trim();
  return {
    ...{ text: of('--mantine-color-text'), dim: of('--mantine-color-dimmed') },
    ...{ line: of('--kip-line'), surface: of('--kip-surface') },
    ...{ accent: of('--mantine-color-anchor'), kept: of('--kip-chart-kept') },
    ...{ late: scheme === 'dark' ? '#e5736a' : of('--kip-late'), soon: '#d79a2b' },
    quiet: scheme === 'dark' ? '#6c7884' : '#a9b4bf',
    steps: STEPS[scheme],
  };
}

/** Named, since a chart measures its words before it has a place on the page. */
export const FONT = "'Inter Variable', system-ui, sans-serif";

/** What every chart with two axes has in common. */
export function axes(ink: Ink, names: readonly string[], asRate: boolean, comma: string) {
  const label = { color: ink.dim, fontFamily: FONT, fontSize: 12 };
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 8, right: 12, top: 40, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect', textStyle: { color: ink.text, fontSize: 13 } },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: ink.surface,
      borderColor: ink.line,
      textStyle: { color: ink.text, fontSize: 13 },
      ...(asRate && {
        valueFormatter: (value: unknown) =>
          typeof value === 'number' ? `${value.toFixed(1).replace('.', comma)}%` : '–',
      }),
    },
    xAxis: {
      type: 'category',
      data: names,
      axisLine: { lineStyle: { color: ink.line } },
      axisTick: { show: false },
      axisLabel: label,
    },
    yAxis: {
      type: 'value',
      ...(asRate ? { max: 100, min: 0 } : { minInterval: 1 }),
      splitLine: { lineStyle: { color: ink.line } },
      axisLabel: { ...label, ...(asRate && { formatter: '{value}%' }) },
    },
  };
}
