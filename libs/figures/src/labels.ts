import { CHANNEL_WORDS, type Dimension, type Words } from '#libs/contracts';
import { CHANNELS } from '#libs/domain';
import { type Reference } from '#libs/store';

const NONE: Words = { vi: '(chưa có)', en: '(none)' };
const same = (text: string): Words => ({ vi: text, en: text });

/** What a group's value is called; a code that the reference data no longer has is shown as it is. */
export function labelOf(dimension: Dimension, value: string | null, reference: Reference): Words {
  if (value === null) return NONE;
  switch (dimension) {
    case 'unit':
      return reference.units.get(value)?.name ?? same(value);
    case 'category':
      return reference.categories.get(value)?.name ?? same(value);
    case 'area':
      return reference.areas.get(value)?.name ?? same(value);
    case 'stream':
      return reference.streams.get(value)?.name ?? same(value);
    case 'network':
      return reference.networks.get(value)?.name ?? same(value);
    case 'channel': {
      const channel = CHANNELS.find((one) => one === value);
      return channel ? CHANNEL_WORDS[channel] : same(value);
    }
    case 'day': {
      const [year = '', month = '', day = ''] = value.split('-');
      return { vi: `${day}/${month}/${year}`, en: value };
    }
    case 'week': {
      const [year = '', week = ''] = value.split('-W');
      return { vi: `tuần ${week}/${year}`, en: value };
    }
    case 'month': {
      const [year = '', month = ''] = value.split('-');
      return { vi: `tháng ${month}/${year}`, en: value };
    }
    case 'year':
      return { vi: `năm ${value}`, en: value };
  }
}
