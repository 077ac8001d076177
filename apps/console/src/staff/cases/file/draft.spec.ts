import { describe, expect, it } from '@jest/globals';
import { emptyDraft, filingBody } from './draft.js';

describe('what is filed for a caller', () => {
  it('leaves out what nobody said', () => {
    const draft = { ...emptyDraft(), text: ' Cây đổ chắn đường ', address: '12 Lê Lợi' };
    expect(filingBody(draft, [])).toEqual({
      ...{ channel: 'phone', stream: 'field', text: 'Cây đổ chắn đường', address: '12 Lê Lợi' },
    });
  });

  it('has the contact, and whether the unit may see it', () => {
    const contact = { name: 'Chị Hoa', phone: ' 0905123456 ', email: '' };
    expect(filingBody({ ...emptyDraft(), contact, shown: true }, []).contact).toEqual({
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
    expect(filingBody({ ...emptyDraft(), form }, fields).form).toEqual({ poles: 3 });
  });
});
