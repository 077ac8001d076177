export { type Cleaned, Cleaner } from './cleaner.js';
export { Media, openMedia, openStorage } from './media.js';
export { samplePhoto } from './sample.js';
export { type MediaStorage, type Rendition, storageTrouble } from './storage.js';
export { deskPhotoView, photoView, uploadView } from './views.js';
export { type PhotoFault, checkPhotos } from './photo-check.js';
