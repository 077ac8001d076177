// What every letter's HTML is made of.

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
export const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;
const CELL = 'style="border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top"';
/** @param cells HTML */
export const row = (tag: 'td' | 'th', cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<${tag} ${CELL}>${cell}</${tag}>`).join('')}</tr>`;
export const table = (rows: readonly string[]): string =>
  `<table style="border-collapse:collapse">${rows.join('')}</table>`;
export const anchor = (url: string, text: string): string =>
  `<a href="${escaped(url)}">${escaped(text)}</a>`;

/** dd/MM/yyyy HH:mm in the zone. */
export function localTime(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, hourCycle: 'h23' as const },
    ...{ day: '2-digit', month: '2-digit', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit' },
  } as const).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  return `${part('day')}/${part('month')}/${part('year')} ${part('hour')}:${part('minute')}`;
}
