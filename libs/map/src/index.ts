export { AreaMap } from './area-map.js';
export { areaCollection, tileSources, tilesView } from './views.js';
