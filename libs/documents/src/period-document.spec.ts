import { describe, expect, it } from '@jest/globals';
import { canonical } from './canonical.js';
import { drawChart } from './chart-svg.js';
import { guarded } from './guard.js';
import { type DocumentModel } from './model.js';
import { printDate, printPeriod, sayIn } from './say.js';
import { counts, department } from './testing/department.js';
import { periodDocument } from './period-document.js';
import { asJson, checksumOf } from './period-figures.js';

const IDENTITY = { id: '0199f5a0-0000-7000-8000-000000000001', checksum: 'c'.repeat(64) };
const vietnamese = periodDocument(department(), 'vi', IDENTITY);
const say = sayIn('vi');

const paragraphs = ({ sections }: DocumentModel): string[] =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])),
  );

describe('the yearly document', () => {
  it('has the seven headings of the department, in their order', () => {
    expect(vietnamese.sections.map(({ heading }) => heading)).toEqual([
      'I. CHỈ TIÊU, MỤC TIÊU',
      'II. HOẠT ĐỘNG QUẢN LÝ NHÀ NƯỚC',
      'III. MỘT SỐ KẾT QUẢ NỔI BẬT',
      'IV. VẤN ĐỀ PHÁT SINH',
      'V. KHÓ KHĂN, TỒN TẠI',
      'VI. GIẢI PHÁP VÀ NHIỆM VỤ TRỌNG TÂM',
      'VII. KIẾN NGHỊ, ĐỀ XUẤT',
    ]);
  });

  it('says the sentence of 2023, letter for letter', () => {
    expect(paragraphs(vietnamese)).toContain(
      'Trong năm 2023, đã tiếp nhận và xử lý 209 phản ánh về rác rưởi viễn thông; trong đó đã xử lý ' +
        '200 phản ánh trong hạn (95,7%); 09 phản ánh quá hạn (4,3%). Tỷ lệ hài lòng của người dân: 77,6%.',
    );
  });

  it('says what came in stream by stream, spam left out, and the press apart', () => {
    expect(paragraphs(vietnamese)).toEqual(
      expect.arrayContaining([
        'Trong năm 2023 đã tiếp nhận 26.079 phản ánh, 96 góp ý và trả lời 835 câu hỏi của người dân và doanh nghiệp.',
        'Đã tiếp nhận 41 câu hỏi của phóng viên báo chí.',
      ]),
    );
  });

  it('does not say that questions were answered which were not', () => {
    const { tables } = department();
    const stream = tables.stream.map((one) =>
      one.value === 'question' ? { ...one, received: counts({ all: 835, ended: 7 }) } : one,
    );
    const document = periodDocument(department({ tables: { ...tables, stream } }), 'vi', IDENTITY);
    expect(paragraphs(document).join('\n')).toContain('trả lời 07/835 câu hỏi');
  });

  it('tells a rate over nothing as no data, and never as 0 % or 100 %', () => {
    const { sections } = vietnamese;
    const [first] = sections;
    const comparison = first?.blocks.find((block) => block.kind === 'table');
    expect(comparison).toMatchObject({
      rows: expect.arrayContaining([
        ['Tỷ lệ đúng hạn (theo ngày tiếp nhận)', 'không có số liệu', '95,7%'],
      ]),
    });
  });

  it('leaves to the author what figures cannot know, in every section', () => {
    for (const { heading, blocks } of vietnamese.sections) {
      const open = blocks.filter(({ kind }) => kind === 'open');
      expect({ heading, open: open.length }).toEqual({ heading, open: 1 });
    }
  });

  it('has the head that the decree asks for', () => {
    expect(vietnamese.head).toMatchObject({
      nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      motto: 'Độc lập - Tự do - Hạnh phúc',
      agency: 'SỞ TT&TT',
      placeAndDate: 'Thừa Thiên Huế, ngày …… tháng …… năm 2024',
      kind: 'BÁO CÁO',
    });
  });

  it('says how much is open and names the units whose legs were overdue', () => {
    const backlog = [{ over_days: 90, up_to_days: null, open: 12, overdue: 3 }];
    const texts = paragraphs(periodDocument(department({ backlog }), 'vi', IDENTITY));
    expect(texts).toContain('Đơn vị có nhiều lượt xử lý quá hạn: Viettel Huế (09 lượt).');
    expect(texts).toContain(
      'Tập trung giải quyết dứt điểm 12 phản ánh đang xử lý, trong đó 03 phản ánh đã quá hạn.',
    );
  });

  it('has an English version of all of it', () => {
    const english = periodDocument(department(), 'en', IDENTITY);
    expect(english.sections).toHaveLength(7);
    expect(paragraphs(english).join('\n')).toContain(
      'In 2023 the desk received and handled 209 reports of telecom junk; of these 200 were handled in time (95.7%)',
    );
    const letters = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i;
    const own = english.sections.map(({ heading }) => heading).concat(paragraphs(english));
    expect(own.filter((text) => letters.test(text) && !text.includes('Viettel Huế'))).toEqual([]);
  });

  it('is made again word for word from what is kept of it', () => {
    const kept = JSON.parse(JSON.stringify(department())) as ReturnType<typeof department>;
    expect(periodDocument(kept, 'vi', IDENTITY)).toEqual(vietnamese);
  });
});

describe('what a document is known by', () => {
  it('is the same in whatever order the keys were written, and another with any other figure', () => {
    expect(canonical({ b: 1, a: [null, 'x'] })).toBe('{"a":[null,"x"],"b":1}');
    const { received, version, ...rest } = department();
    const turned = { ...rest, received, version };
    expect(checksumOf(asJson(turned))).toBe(checksumOf(asJson(department())));
    const other = department({ received: { ...received, late: 8 } });
    expect(checksumOf(asJson(other))).not.toBe(checksumOf(asJson(department())));
  });
});

describe('how it is written', () => {
  it('never lets a spreadsheet take a text for a formula', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r']) {
      expect(guarded(`${start}HYPERLINK("x")`)).toBe(`'${start}HYPERLINK("x")`);
    }
    expect(guarded('95,7%')).toBe('95,7%');
  });

  it('writes dates and periods as the decree does', () => {
    expect(printDate('2026-02-09', say)).toBe('09/02/2026');
    expect(printDate('2026-11-26', say)).toBe('26/11/2026');
    expect(printDate('2026-05-01', say)).toBe('01/5/2026');
    expect(printPeriod('2023-01-01', '2023-12-31', say)).toBe('năm 2023');
    expect(printPeriod('2023-01-01', '2023-03-31', say)).toBe(
      'từ ngày 01/01/2023 đến ngày 31/3/2023',
    );
  });

  it('draws bars as long as what they stand for, and no markup out of a name', () => {
    const bars = [
      { label: '<script>', values: [30, 10] },
      { label: 'b', values: [20, 0] },
    ];
    const { svg } = drawChart({ lying: true, parts: ['đúng hạn', 'quá hạn'], bars });
    expect(svg).not.toContain('<script');
    const widths = [...svg.matchAll(/<rect [^>]*width="([\d.]+)" height="15/g)].map(([, w]) =>
      Number(w),
    );
    const [first = 0, second, third] = widths;
    expect([second, third]).toEqual([
      expect.closeTo(first / 3, 0),
      expect.closeTo((first * 2) / 3, 0),
    ]);
  });
});
