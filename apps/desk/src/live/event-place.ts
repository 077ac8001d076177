/** The milliseconds of a UUIDv7, which begin it; null where it is none. */
export function instantOfId(id: string): number | null {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/.exec(id);
  return match ? parseInt(`${match[1] ?? ''}${match[2] ?? ''}`, 16) : null;
}

/** What comes before every id that is made from this millisecond on. */
export function placeBefore(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}
