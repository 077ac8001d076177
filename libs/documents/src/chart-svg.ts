import { type Chart } from './model.js';

/** A picture that is drawn in a document. */
export interface Picture {
  readonly svg: string;
  /** In pixels of 1/96 inch. */
  readonly width: number;
  readonly height: number;
}

const WIDTH = 620;
const FONT = `font-family="Times New Roman, Tinos, serif" font-size="11" fill="#222222"`;
/** Told apart without colour too: the second is much lighter in print. */
const COLOURS = ['#1f4e79', '#e08e45'];
const LEGEND = 26;
/** Of a bar with its space. */
const NARROW = 36;

/** A text as XML holds it; what XML cannot hold at all is left out. */
export function xmlText(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- these are what XML 1.0 does not allow
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  );
}

type Anchor = 'start' | 'middle' | 'end';

function textAt(x: number, y: number, text: string, anchor: Anchor): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" ${FONT}>${xmlText(text)}</text>`;
}

function box(x: number, y: number, width: number, height: number, colour: string): string {
  const size = `width="${width.toFixed(1)}" height="${height.toFixed(1)}"`;
  return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${size} fill="${colour}"/>`;
}

const colourOf = (part: number): string => COLOURS[part % COLOURS.length] ?? '#000000';
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

function legend({ parts }: Chart): string {
  return parts
    .map((part, index) => {
      const x = 60 + index * 160;
      return box(x, 6, 12, 12, colourOf(index)) + textAt(x + 18, 17, part, 'start');
    })
    .join('');
}

const CHARACTERS = 34;
const shortened = (label: string): string =>
  label.length <= CHARACTERS ? label : `${label.slice(0, CHARACTERS - 1)}…`;

/** Above or beside a bar: its parts, as they can be read in the table. */
const valueOf = (values: readonly number[]): string => values.join(' / ');

function lying(chart: Chart, most: number): { body: string; height: number } {
  const [left, right, step, thick] = [215, 60, 24, 15];
  const scale = (WIDTH - left - right) / most;
  const body = chart.bars.map(({ label, values }, row) => {
    const y = LEGEND + row * step;
    let x = left;
    const boxes = values.map((value, part) => {
      const drawn = box(x, y, value * scale, thick, colourOf(part));
      x += value * scale;
      return drawn;
    });
    const name = textAt(left - 6, y + 12, shortened(label), 'end');
    return name + boxes.join('') + textAt(Math.round(x) + 5, y + 12, valueOf(values), 'start');
  });
  return { body: body.join(''), height: LEGEND + chart.bars.length * step + 8 };
}

function standing(chart: Chart, most: number): { body: string; height: number } {
  const [left, top, tall, foot] = [20, LEGEND + 18, 180, 24];
  const step = (WIDTH - 2 * left) / Math.max(chart.bars.length, 1);
  const narrow = step < NARROW;
  const thick = Math.min(step * 0.6, 60);
  const body = chart.bars.map(({ label, values }, column) => {
    const middle = Math.round(left + step * (column + 0.5));
    let y = top + tall;
    const boxes = values.map((value, part) => {
      const high = (value / most) * tall;
      y -= high;
      return box(middle - thick / 2, y, thick, high, colourOf(part));
    });
    // Parts beside each other need room; the parts of a narrow bar can be read in the table.
    const told = narrow ? (sum(values) === 0 ? '' : String(sum(values))) : valueOf(values);
    const value = textAt(middle, Math.round(y) - 4, told, 'middle');
    return boxes.join('') + value + textAt(middle, top + tall + 16, shortLabel(label), 'middle');
  });
  const line = box(left, top + tall, WIDTH - 2 * left, 1, '#888888');
  return { body: body.join('') + line, height: top + tall + foot };
}

/** `tháng 03/2023` under a bar that is narrow: `03/2023`. */
const shortLabel = (label: string): string => label.replace(/^\D+(?=\d)/, '');

/** Draws a chart as a vector picture that stands alone. */
export function drawChart(chart: Chart): Picture {
  const most = Math.max(1, ...chart.bars.map(({ values }) => sum(values)));
  const { body, height } = chart.lying ? lying(chart, most) : standing(chart, most);
  const size = `width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${legend(chart)}${body}</svg>`;
  return { svg, width: WIDTH, height };
}
