import { BarChart, LineChart, MapChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, registerMap, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

register([
  ...[BarChart, LineChart, MapChart, SVGRenderer],
  ...[AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent],
]);

/** A chart that is drawn into an element, until it is thrown away. */
export interface Drawn {
  show(option: EChartsCoreOption): void;
  onPick(pick: (name: string) => void): void;
  close(): void;
}

/** Draws into an element, and again whenever its size changes. */
export function drawInto(element: HTMLElement): Drawn {
  const chart = init(element, null, { renderer: 'svg' });
  const sizes = new ResizeObserver(() => {
    chart.resize();
  });
  sizes.observe(element);
  return {
    show: (option) => {
      chart.setOption(option, true);
    },
    onPick: (pick) => {
      chart.on('click', ({ name }) => {
        pick(name);
      });
    },
    close: () => {
      sizes.disconnect();
      chart.dispose();
    },
  };
}

/** Gives a name to areas, by which a chart's map calls them. */
export function nameMap(name: string, areas: object): void {
  registerMap(name, areas as never);
}
