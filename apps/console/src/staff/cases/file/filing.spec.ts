import { describe, expect, it } from '@jest/globals';
import { type FilingDraft, fieldsOf, filingBody } from './filing.js';

const EMPTY: FilingDraft = {
  ...{ key: '', channel: 'phone', stream: 'field', text: '', category: '', address: '' },
  ...{ place: null, ward: '', form: {}, shown: false },
  contact: { name: '', phone: '', email: '' },
};

describe('what is filed for a caller', () => {
  it('leaves out what nobody said', () => {
    const draft = { ...EMPTY, text: ' Cây đổ chắn đường ', address: '12 Lê Lợi' };
    expect(filingBody(draft, [])).toEqual({
      ...{ channel: 'phone', stream: 'field', text: 'Cây đổ chắn đường', address: '12 Lê Lợi' },
    });
  });

  it('has the contact, and whether the unit may see it', () => {
    const contact = { name: 'Chị Hoa', phone: ' 0905123456 ', email: '' };
    expect(filingBody({ ...EMPTY, contact, shown: true }, []).contact).toEqual({
      ...{ name: 'Chị Hoa', phone: '0905123456', show_identity: true, language: 'vi' },
    });
  });

  it('has of the form what the form asks, a number as a number', () => {
    const label = { vi: '', en: '' };
    const fields = [
      { code: 'poles', label, type: 'number', required: false },
      { code: 'asker', label, type: 'text', required: false },
    ] as const;
    const form = { poles: '3', asker: '', gone: 'of another category' };
    expect(filingBody({ ...EMPTY, form }, fields).form).toEqual({ poles: 3 });
  });
});

describe('what a report is asked for beyond its text', () => {
  const name = { vi: '', en: '' };
  const field = (code: string) => ({ code, label: name, type: 'text', required: false }) as const;
  const category = (code: string, parent: string | null) => ({
    ...{ code, parent, name, stream: 'field', priority: 'normal' as const },
    ...{ network: null, until: null, form: [field(`of ${code}`)] },
  });
  const stream = { code: 'field', prefix: 'PA', name, zone: '', citizens: true };
  const reference = {
    streams: [{ ...stream, form: [field('of the stream')] }],
    categories: [category('telecom', null), category('telecom.cable', 'telecom')],
  };
  const asked = (category: string) =>
    fieldsOf(reference, { stream: 'field', category }).map(({ code }) => code);

  it('is what its category asks, those above it, and its stream', () => {
    expect(asked('telecom.cable')).toEqual(['of telecom.cable', 'of telecom', 'of the stream']);
    expect(asked('')).toEqual(['of the stream']);
  });
});
