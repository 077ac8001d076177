import 'maplibre-gl/dist/maplibre-gl.css';
import { Text, useComputedColorScheme } from '@mantine/core';
import {
  type GeoJSONSource,
  type Map as Drawn,
  AttributionControl,
  Map as MapLibre,
  NavigationControl,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schema } from '../../api/client.js';
import { afterPicture } from '../after-picture.js';
import { useLanguage } from '../use-language.js';
import { type Told, changesOf, toldOf } from './changes.js';
import { groundOf } from './ground.js';
import { addHeat, addPlaces } from './layers.js';
import { type Heat, type Place, heatOf, inkNow } from './style.js';
import { useArchive } from './use-archive.js';
import classes from './map.module.css';

setWorkerUrl(workerUrl);

/** The province, where nothing else says where to look. */
const HUE: [number, number] = [107.58, 16.42];
const NEAR_ZOOM = 14;
const FAR_ZOOM = 9;

interface Props {
  /** What is drawn below: the areas, and how; undefined until it is known. */
  readonly areas: Schema<'AreaCollection'> | undefined;
  readonly ground: Schema<'MapView'> | undefined;
  readonly places: readonly Place[];
  /** Where how much lies: drawn below the places, of one colour, stronger where there is more. */
  readonly heat?: readonly Heat[];
  /** Which of them is looked at. */
  readonly active?: string | null;
  readonly label: string;
  readonly height: number | string;
  readonly onPick?: (id: string) => void;
  /** A place was pointed at. */
  readonly onPoint?: (at: { readonly lat: number; readonly lon: number }) => void;
}

/** Whether this browser has what the map is drawn with. */
function drawsHere(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

/** A map of MapLibre in a box, drawn anew when the scheme or the language changes. */
function useDrawn(box: RefObject<HTMLDivElement | null>, { label, areas, ground }: Props) {
  const { t } = useTranslation('shared');
  const scheme = useComputedColorScheme('light');
  const language = useLanguage();
  const [map, setMap] = useState<Drawn | null>(null);
  const [failed] = useState(() => !drawsHere());
  const tiles = ground?.tiles ?? null;
  const opened = useArchive(tiles);
  const archive = opened === 'unreadable' ? null : opened;
  const known = areas !== undefined && ground !== undefined && archive !== undefined;
  useEffect(() => {
    const container = box.current;
    if (!container || !known || failed) return undefined;
    const style =
      tiles?.kind === 'style' ? tiles.url : groundOf(inkNow(), areas, { tiles, archive }, language);
    let drawn: Drawn | null = null;
    let left = false;
    // A case is opened, and left, without waiting for its map.
    const giveUp = afterPicture(() => {
      drawn = new MapLibre({
        ...{ container, style, center: HUE, zoom: FAR_ZOOM, maxZoom: 18 },
        ...{ attributionControl: false, dragRotate: false, pitchWithRotate: false },
        fadeDuration: 0,
        locale: {
          'Map.Title': label,
          'NavigationControl.ZoomIn': t('map.zoomIn'),
          'NavigationControl.ZoomOut': t('map.zoomOut'),
        },
      });
      drawn.addControl(new NavigationControl({ showCompass: false }), 'top-right');
      const customAttribution = tiles?.attribution;
      if (customAttribution) drawn.addControl(new AttributionControl({ customAttribution }));
      drawn.once('load', ({ target }) => {
        if (left) return;
        addHeat(target);
        addPlaces(target);
        setMap(target);
      });
    });
    return () => {
      left = true;
      giveUp();
      setMap(null);
      afterPicture(() => drawn?.remove());
    };
  }, [box, known, failed, areas, tiles, archive, scheme, language, label, t]);
  const note =
    opened === 'unreadable'
      ? t('map.unreadable')
      : tiles === null && ground?.schematic === true
        ? t('map.schematic')
        : null;
  return { map, failed, note };
}

const NOTHING: Told = new Map();

/** Tells the map what is different about the places since it was told last. */
function useTold(map: Drawn | null, places: readonly Place[], active: string | null): void {
  const told = useRef<{ readonly by: Drawn; readonly all: Told } | null>(null);
  useEffect(() => {
    if (!map) return;
    const now = toldOf(places, active);
    const before = told.current?.by === map ? told.current.all : NOTHING;
    const changes = changesOf(before, now);
    if (changes) void map.getSource<GeoJSONSource>('places')?.updateData(changes);
    told.current = { by: map, all: now };
  }, [map, places, active]);
}

/** Where reports lie. Colour tells what is overdue; whoever cannot see it has the list beside it. */
export default function PlaceMap(props: Props): ReactNode {
  const { t } = useTranslation('shared');
  const { places, heat, active = null, height, onPick, onPoint } = props;
  const box = useRef<HTMLDivElement>(null);
  const { map, failed, note } = useDrawn(box, props);
  /** On which map one has been led to the places already. */
  const fitted = useRef<Drawn | null>(null);
  useTold(map, places, active);
  useEffect(() => {
    void map?.getSource<GeoJSONSource>('heat')?.setData(heatOf(heat ?? []));
  }, [map, heat]);
  useEffect(() => {
    if (!map || places.length === 0) return;
    const looked = places.find(({ id }) => id === active) ?? (places.length === 1 && places[0]);
    if (looked) {
      const zoom = fitted.current === map ? map.getZoom() : NEAR_ZOOM;
      map.jumpTo({ center: [looked.lon, looked.lat], zoom: Math.max(zoom, NEAR_ZOOM - 2) });
    } else if (fitted.current !== map) {
      const [lons, lats] = [places.map(({ lon }) => lon), places.map(({ lat }) => lat)];
      const bounds: [number, number, number, number] = [
        ...([Math.min(...lons), Math.min(...lats)] as const),
        ...([Math.max(...lons), Math.max(...lats)] as const),
      ];
      map.fitBounds(bounds, { padding: 48, maxZoom: NEAR_ZOOM, animate: false });
    }
    fitted.current = map;
  }, [map, places, active]);
  useEffect(() => {
    if (!map) return undefined;
    const pick = map.on('click', ({ point, lngLat }) => {
      const [feature] = map.queryRenderedFeatures(point, { layers: ['places', 'clusters'] });
      const { id, point_count: many } = feature?.properties ?? {};
      if (many !== undefined) map.easeTo({ center: lngLat, zoom: map.getZoom() + 2 });
      else if (typeof id === 'string') onPick?.(id);
      else onPoint?.({ lat: lngLat.lat, lon: lngLat.lng });
    });
    return () => {
      pick.unsubscribe();
    };
  }, [map, onPick, onPoint]);
  if (failed) {
    return (
      <Text size="sm" c="dimmed" p="md">
        {t('map.failed')}
      </Text>
    );
  }
  return (
    <div className={classes.frame} style={{ height }} data-ready={map !== null}>
      <div ref={box} className={classes.map} />
      {note !== null && <span className={classes.schematic}>{note}</span>}
    </div>
  );
}
