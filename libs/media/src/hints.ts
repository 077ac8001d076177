import readExif from 'exif-reader';

/** Degrees, WGS 84. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** What a camera wrote beside a photo that may help its sender; it is stored nowhere. */
export interface Hints {
  readonly place: Place | null;
  /** ISO 8601 by the camera's clock; with its offset from UTC where the camera wrote it. */
  readonly takenAt: string | null;
}

const NONE: Hints = { place: null, takenAt: null };
const OFFSET = /^[+-]\d{2}:\d{2}$/;
/** A metre is 0.00001 degrees: a camera knows no more. */
const DECIMALS = 5;

/** Degrees, minutes and seconds as one number; null where they are none, or beyond `most`. */
function degrees(parts: unknown, most: number): number | null {
  if (!Array.isArray(parts)) return null;
  const [whole, minutes, seconds] = parts as unknown[];
  if (typeof whole !== 'number' || typeof minutes !== 'number') return null;
  const value = whole + minutes / 60 + (typeof seconds === 'number' ? seconds / 3_600 : 0);
  return Number.isFinite(value) && value >= 0 && value <= most ? value : null;
}

/** Which half of the globe: N or E is positive, S or W negative; null: the camera did not say. */
function side(reference: unknown, positive: string, negative: string): 1 | -1 | null {
  const letter = typeof reference === 'string' ? reference.charAt(0) : '';
  if (letter === positive) return 1;
  return letter === negative ? -1 : null;
}

function placeOf(gps: Readonly<Record<string, unknown>>): Place | null {
  const lat = degrees(gps['GPSLatitude'], 90);
  const lon = degrees(gps['GPSLongitude'], 180);
  const north = side(gps['GPSLatitudeRef'], 'N', 'S');
  const east = side(gps['GPSLongitudeRef'], 'E', 'W');
  if (lat === null || lon === null || north === null || east === null) return null;
  // A camera that has not found its place writes zeros.
  if (lat === 0 && lon === 0) return null;
  const rounded = (value: number): number => Number(value.toFixed(DECIMALS));
  return { lat: rounded(north * lat), lon: rounded(east * lon) };
}

function takenAtOf(photo: Readonly<Record<string, unknown>>): string | null {
  const at = photo['DateTimeOriginal'];
  // Not `instanceof`: the reader may have made it in another realm.
  if (Object.prototype.toString.call(at) !== '[object Date]') return null;
  const date = at as Date;
  if (Number.isNaN(date.getTime())) return null;
  const offset = photo['OffsetTimeOriginal'];
  const known = typeof offset === 'string' && OFFSET.test(offset);
  return `${date.toISOString().slice(0, 19)}${known ? offset : ''}`;
}

/**
 * Where and when a photo was taken, as its EXIF block says. Whatever is missing, broken or
 * impossible in it gives no hint: that alone is no reason to refuse a photo.
 */
export function hintsOf(exif: Buffer | undefined): Hints {
  if (!exif) return NONE;
  try {
    const { GPSInfo: gps, Photo: photo } = readExif(exif);
    return { place: gps ? placeOf(gps) : null, takenAt: photo ? takenAtOf(photo) : null };
  } catch {
    return NONE;
  }
}
