import { ConfigError, type MapSettings, type TileSource } from '#libs/config';
import { type AreaEntity, type Reference } from '#libs/store';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { readBoundaries } from './boundaries.js';
import { schematicCells } from './schematic.js';
import { type Shape } from './shape.js';

/** An area and where it lies. */
export interface PlacedArea {
  readonly area: AreaEntity;
  readonly shape: Shape;
}

/** Every area that has not ended, with its shape. */
export interface PlacedAreas {
  /** The shapes are drawn around the areas' centres, and are no boundaries. */
  readonly schematic: boolean;
  readonly areas: readonly PlacedArea[];
}

/** Where the areas lie: by their boundaries, where the installation has them, else by their centres. */
export class AreaMap {
  private readonly kept = new WeakMap<Reference, PlacedAreas>();

  private constructor(
    private readonly boundaries: ReadonlyMap<string, Shape> | null,
    private readonly file: string,
    readonly tiles: TileSource | null,
  ) {}

  /** @throws ConfigError naming the feature of the file that is wrong, and the remedy */
  static open({ areasFile, tiles }: MapSettings): AreaMap {
    return new AreaMap(
      areasFile === null ? null : readBoundaries(areasFile),
      areasFile ?? '',
      tiles,
    );
  }

  /** A map without boundaries and tiles. */
  static plain(): AreaMap {
    return new AreaMap(null, '', null);
  }

  /**
   * Holds the boundaries against the areas there are; before there are any, nothing is said.
   * @throws ConfigError where they name an area that there is not
   */
  demandKnown({ areas }: Reference): void {
    if (areas.size === 0) return;
    const stranger = [...(this.boundaries?.keys() ?? [])].find((code) => !areas.has(code));
    if (stranger === undefined) return;
    const remedy = `there is no area "${stranger}": take the feature out, or add the area by \`npx kip seed\``;
    throw new ConfigError('KIP_MAP_AREAS', this.file, remedy);
  }

  /** All areas that have not ended; worked out once for each snapshot of the reference data. */
  placed(reference: Reference): PlacedAreas {
    const known = this.kept.get(reference);
    if (known) return known;
    const current = [...reference.areas.values()]
      .filter(({ validUntil }) => !reference.isOver(validUntil))
      .sort((one, other) => one.code.localeCompare(other.code));
    const shapes = this.boundaries ?? schematicCells(current);
    const placed = {
      schematic: this.boundaries === null,
      areas: current.flatMap((area) => {
        const shape = shapes.get(area.code);
        return shape ? [{ area, shape }] : [];
      }),
    };
    this.kept.set(reference, placed);
    return placed;
  }

  /** The code of the area in which a place lies, in degrees of WGS 84; null: in none. */
  areaAt(
    reference: Reference,
    place: { readonly lat: number; readonly lon: number },
  ): string | null {
    const found = this.placed(reference).areas.find(({ shape }) =>
      booleanPointInPolygon([place.lon, place.lat], { type: 'MultiPolygon', coordinates: shape }),
    );
    return found?.area.code ?? null;
  }

  /** The same, of a place that may not be known. */
  areaOf(
    reference: Reference,
    { lat, lon }: { readonly lat?: number; readonly lon?: number },
  ): string | null {
    return lat === undefined || lon === undefined ? null : this.areaAt(reference, { lat, lon });
  }
}
