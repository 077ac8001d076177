import type { Map as Drawn } from 'maplibre-gl';
import { heatOf, inkNow } from './style.js';

/** Heat, below the places. */
export function addHeat(map: Drawn): void {
  const { active } = inkNow();
  map.addSource('heat', { type: 'geojson', data: heatOf([]) });
  map.addLayer({
    ...{ id: 'heat', type: 'heatmap', source: 'heat' },
    paint: {
      'heatmap-weight': ['get', 'weight'],
      'heatmap-radius': ['interpolate', ['exponential', 2], ['zoom'], 8, 10, 14, 60],
      'heatmap-opacity': 0.6,
      'heatmap-color': [
        'interpolate',
        ['linear'],
        ['heatmap-density'],
        0,
        'rgba(0, 0, 0, 0)',
        0.3,
        active,
      ],
    },
  });
}

/** Places, those close to each other as one with their number. */
export function addPlaces(map: Drawn): void {
  const ink = inkNow();
  map.addSource('places', {
    ...{ type: 'geojson', data: { type: 'FeatureCollection', features: [] }, promoteId: 'id' },
    ...{ cluster: true, clusterRadius: 36, clusterMaxZoom: 13 },
  });
  map.addLayer({
    ...{ id: 'clusters', type: 'circle', source: 'places', filter: ['has', 'point_count'] },
    paint: {
      'circle-color': ink.active,
      'circle-radius': ['step', ['get', 'point_count'], 13, 20, 17, 100, 22],
    },
  });
  map.addLayer({
    ...{ id: 'counts', type: 'symbol', source: 'places', filter: ['has', 'point_count'] },
    layout: {
      'text-field': ['get', 'point_count_abbreviated'],
      'text-size': 12,
      'text-allow-overlap': true,
    },
    paint: { 'text-color': ink.surface },
  });
  map.addLayer({
    ...{ id: 'places', type: 'circle', source: 'places', filter: ['!', ['has', 'point_count']] },
    paint: {
      'circle-color': ['match', ['get', 'sign'], 'late', ink.late, 'active', ink.active, ink.quiet],
      'circle-radius': ['case', ['get', 'active'], 10, 6.5],
      'circle-stroke-color': ['case', ['get', 'active'], ink.text, ink.surface],
      'circle-stroke-width': ['case', ['get', 'active'], 3, 1.5],
    },
  });
}
