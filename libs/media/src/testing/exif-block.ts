/** What a camera writes; a place beyond the globe can be written too. */
export interface ExifFields {
  readonly orientation?: number;
  readonly place?: { readonly lat: number; readonly lon: number };
  /** As a camera has it: `2026:03:02 07:45:10`. */
  readonly takenAt?: string;
  readonly offset?: string;
}

interface Entry {
  readonly tag: number;
  readonly type: 'ascii' | 'short' | 'long' | 'rational';
  readonly values: readonly number[] | string;
}

const TYPES = { ascii: [2, 1], short: [3, 2], long: [4, 4], rational: [5, 8] } as const;
const HEADER = Buffer.from('Exif\0\0', 'latin1');
const FIRST_FOLDER = 8;

function valueOf({ type, values }: Entry): Buffer {
  if (typeof values === 'string') return Buffer.from(`${values}\0`, 'latin1');
  const [, size] = TYPES[type];
  const bytes = Buffer.alloc(values.length * size);
  values.forEach((value, index) => {
    const at = index * size;
    if (type === 'short') bytes.writeUInt16LE(value, at);
    else bytes.writeUInt32LE(type === 'rational' ? Math.round(value * 1_000_000) : value, at);
    if (type === 'rational') bytes.writeUInt32LE(1_000_000, at + 4);
  });
  return bytes;
}

/** A folder of entries at a place of the block, and after it what does not fit into an entry. */
function folder(entries: readonly Entry[], at: number): Buffer {
  const sorted = [...entries].sort((a, b) => a.tag - b.tag);
  const table = Buffer.alloc(2 + sorted.length * 12 + 4);
  table.writeUInt16LE(sorted.length);
  const rest: Buffer[] = [];
  let free = at + table.length;
  sorted.forEach((entry, index) => {
    const [code, size] = TYPES[entry.type];
    const value = valueOf(entry);
    const place = 2 + index * 12;
    table.writeUInt16LE(entry.tag, place);
    table.writeUInt16LE(code, place + 2);
    table.writeUInt32LE(value.length / size, place + 4);
    if (value.length <= 4) {
      value.copy(table, place + 8);
      return;
    }
    table.writeUInt32LE(free, place + 8);
    const even = value.length % 2 === 0 ? value : Buffer.concat([value, Buffer.alloc(1)]);
    rest.push(even);
    free += even.length;
  });
  return Buffer.concat([table, ...rest]);
}

const sexagesimal = (value: number): readonly number[] => {
  const whole = Math.floor(value);
  const minutes = Math.floor((value - whole) * 60);
  return [whole, minutes, (value - whole - minutes / 60) * 3_600];
};

function gpsEntries({ lat, lon }: { readonly lat: number; readonly lon: number }): Entry[] {
  return [
    { tag: 1, type: 'ascii', values: lat < 0 ? 'S' : 'N' },
    { tag: 2, type: 'rational', values: sexagesimal(Math.abs(lat)) },
    { tag: 3, type: 'ascii', values: lon < 0 ? 'W' : 'E' },
    { tag: 4, type: 'rational', values: sexagesimal(Math.abs(lon)) },
  ];
}

function photoEntries({ takenAt, offset }: ExifFields): Entry[] {
  return [
    ...(takenAt === undefined ? [] : [{ tag: 0x9003, type: 'ascii' as const, values: takenAt }]),
    ...(offset === undefined ? [] : [{ tag: 0x9011, type: 'ascii' as const, values: offset }]),
  ];
}

/** An EXIF block as a camera writes it, little-endian, with its header. */
export function exifBlock(fields: ExifFields): Buffer {
  const { orientation = 1, place } = fields;
  const photo = photoEntries(fields);
  const gps = place ? gpsEntries(place) : [];
  const parts = [
    { tag: 0x8769, entries: photo },
    { tag: 0x8825, entries: gps },
  ].filter(({ entries }) => entries.length > 0);
  const image = (offsets: readonly number[]): Buffer =>
    folder(
      [
        { tag: 0x010f, type: 'ascii', values: 'Camera of the tests' },
        { tag: 0x0112, type: 'short', values: [orientation] },
        ...parts.map(({ tag }, index) => ({
          ...{ tag, type: 'long' as const, values: [offsets[index] ?? 0] },
        })),
      ],
      FIRST_FOLDER,
    );
  // Its length does not depend on where the others stand.
  let next = FIRST_FOLDER + image([]).length;
  const offsets: number[] = [];
  const folders = parts.map(({ entries }) => {
    offsets.push(next);
    const bytes = folder(entries, next);
    next += bytes.length;
    return bytes;
  });
  const begin = Buffer.from([0x49, 0x49, 0x2a, 0, FIRST_FOLDER, 0, 0, 0]);
  return Buffer.concat([HEADER, begin, image(offsets), ...folders]);
}
