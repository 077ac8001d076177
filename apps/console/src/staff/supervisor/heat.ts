import { type Schema } from '../../api/client.js';
import { type Heat } from '../../shared/map/style.js';

type Cell = Schema<'FigurePlace'>;
/** What of a cell is shown as heat. */
export const OF = ['count', 'open', 'overdue'] as const;
export type Of = (typeof OF)[number];

/** Cells as heat: the fullest weighs 1; the root keeps what is less full in sight. */
export function heatBy(cells: readonly Cell[], of: Of): readonly Heat[] {
  const most = Math.max(1, ...cells.map((cell) => cell[of]));
  return cells
    .filter((cell) => cell[of] > 0)
    .map((cell) => ({ lat: cell.lat, lon: cell.lon, weight: Math.sqrt(cell[of] / most) }));
}

/** The fullest cells, the fullest first. */
export function fullest(cells: readonly Cell[], of: Of, most: number): readonly Cell[] {
  return [...cells]
    .filter((cell) => cell[of] > 0)
    .sort((one, other) => other[of] - one[of])
    .slice(0, most);
}
