import { type DocumentAsked, type DocumentLanguage } from '#libs/contracts';
import { type Reference } from '#libs/store';
import { Temporal } from 'temporal-polyfill';
import {
  type Block,
  type DocumentModel,
  type Foot,
  type Head,
  type Identity,
  type Section,
} from './model.js';
import { type Say, printInstant, printPeriod, sayIn } from './say.js';
import { type PeriodFigures, namesOf } from './period-figures.js';
import * as prose from './period-prose.js';
import {
  backlogTable,
  comparison,
  outside,
  overTime,
  periodChart,
  periodTable,
  targetsTable,
} from './period-tables.js';

const NUMERALS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'];

/** What somebody has to write here: the document never does. */
const open = (prompt: string): Block => ({ kind: 'open', prompt });
const paragraphs = (texts: readonly string[]): Block[] =>
  texts.map((text) => ({ kind: 'paragraph', text }));

function aboutOf(
  { asked, names }: Pick<PeriodFigures, 'asked' | 'names'>,
  language: DocumentLanguage,
  say: Say,
): string {
  const period = printPeriod(asked.from, asked.to, say);
  const { category, network, stream, unit } = names;
  const of = [
    ...(stream ? [say(`luồng ${stream.vi}`, stream.en)] : []),
    ...(category ? [say(`lĩnh vực ${category.vi}`, category.en)] : []),
    ...(network ? [network[language]] : []),
    ...(unit ? [unit[language]] : []),
  ].join(', ');
  return (
    say('Kết quả tiếp nhận, xử lý phản ánh, kiến nghị ', 'Reports received and handled, ') +
    period +
    (of === '' ? '' : say(` (${of})`, ` (${of})`))
  );
}

/** What a document is about, as its head says it, whatever it comes to. */
export function documentTitle(
  asked: DocumentAsked,
  reference: Reference,
  language: DocumentLanguage,
): string {
  return aboutOf({ asked, names: namesOf(asked, reference) }, language, sayIn(language));
}

function headOf(figures: PeriodFigures, language: DocumentLanguage, say: Say): Head {
  const { parent_agency, agency, place } = figures.asked;
  const at = Temporal.Instant.from(figures.as_of);
  const { year } = at.toZonedDateTimeISO(figures.zone);
  return {
    parentAgency: parent_agency ?? say('TÊN CƠ QUAN CHỦ QUẢN', 'AGENCY ABOVE'),
    agency: agency ?? say('TÊN CƠ QUAN, TỔ CHỨC', 'AGENCY'),
    nation: say('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'THE SOCIALIST REPUBLIC OF VIET NAM'),
    motto: say('Độc lập - Tự do - Hạnh phúc', 'Independence - Freedom - Happiness'),
    number: say('Số:         /BC-……', 'No.         /BC-……'),
    placeAndDate: say(
      `${place ?? '……………'}, ngày …… tháng …… năm ${year}`,
      `${place ?? '……………'}, …… …… ${year}`,
    ),
    kind: say('BÁO CÁO', 'REPORT'),
    about: aboutOf(figures, language, say),
  };
}

function footOf(say: Say): Foot {
  return {
    recipientsTitle: say('Nơi nhận:', 'Recipients:'),
    recipients: [say('- ……………;', '- ……………;'), say('- Lưu: VT, …….', '- Archive.')],
    office: say('QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ', 'OFFICE OF THE SIGNATORY'),
    signature: say('(Chữ ký, họ và tên)', '(Signature, full name)'),
  };
}

function sectionsOf(
  figures: PeriodFigures,
  language: DocumentLanguage,
  say: Say,
): readonly (readonly [string, readonly Block[]])[] {
  const table = (code: Parameters<typeof periodTable>[0]): Block =>
    periodTable(code, figures, language, say);
  const targets = targetsTable(figures, language, say);
  return [
    [
      say('Chỉ tiêu, mục tiêu', 'Targets and objectives'),
      [
        open(
          say(
            'Chỉ tiêu, mục tiêu được giao trong kỳ và văn bản giao',
            'Targets set for the period, and by which document',
          ),
        ),
        ...(targets ? [targets] : []),
        ...paragraphs(prose.comparison(figures, say)),
        comparison(figures, language, say),
      ],
    ],
    [
      say('Hoạt động quản lý nhà nước', 'State management'),
      [
        open(
          say(
            'Công tác chỉ đạo, điều hành; văn bản đã ban hành; tập huấn, tuyên truyền',
            'Direction, documents issued, training and publicity',
          ),
        ),
        ...paragraphs(prose.received(figures, language, say)),
        ...paragraphs(prose.subjects(figures, language, say)),
        table('stream'),
      ],
    ],
    [
      say('Một số kết quả nổi bật', 'Notable results'),
      [
        ...paragraphs(prose.results(figures, language, say)),
        ...overTime(figures, language, say),
        ...[table('unit'), periodChart('unit', figures, language, say)],
        ...[table('category'), table('area')],
        open(
          say('Kết quả nổi bật khác, mô hình, sáng kiến', 'Other results, models and initiatives'),
        ),
      ],
    ],
    [
      say('Vấn đề phát sinh', 'Issues that arose'),
      [
        ...paragraphs(prose.issues(figures, language, say)),
        outside(figures, language, say),
        open(say('Vấn đề phát sinh khác trong kỳ', 'Other issues of the period')),
      ],
    ],
    [
      say('Khó khăn, tồn tại', 'Difficulties and shortcomings'),
      [
        ...paragraphs(prose.shortcomings(figures, language, say)),
        backlogTable(figures, say),
        open(say('Nguyên nhân khách quan, chủ quan', 'Causes, within and without')),
      ],
    ],
    [
      say('Giải pháp và nhiệm vụ trọng tâm', 'Measures and main tasks'),
      [
        ...paragraphs(prose.tasks(figures, language, say)),
        open(
          say(
            'Giải pháp, nhiệm vụ trọng tâm kỳ tới',
            'Measures and main tasks of the coming period',
          ),
        ),
      ],
    ],
    [
      say('Kiến nghị, đề xuất', 'Proposals'),
      [
        open(
          say(
            'Nội dung kiến nghị, đề xuất với cấp có thẩm quyền',
            'What is proposed to those above',
          ),
        ),
      ],
    ],
  ];
}

function appendixOf(
  figures: PeriodFigures,
  { id, checksum }: Identity,
  language: DocumentLanguage,
  say: Say,
): Section {
  const { behind, asked, zone, as_of, definitions } = figures;
  const basis = say(
    `Số liệu được tổng hợp tự động từ hệ thống Kịp, ${printPeriod(asked.from, asked.to, say)}, tính đến ` +
      `${printInstant(as_of, zone, say)}, từ ${behind.received} phản ánh tính theo ngày tiếp nhận và ` +
      `${behind.due} phản ánh tính theo ngày đến hạn (hạn xử lý thông báo lần đầu).`,
    `Counted by Kịp, ${printPeriod(asked.from, asked.to, say)}, as of ${printInstant(as_of, zone, say)}, ` +
      `from ${behind.received} reports by their receipt and ${behind.due} by their due date (the promise first told).`,
  );
  return {
    heading: say('PHỤ LỤC: CĂN CỨ SỐ LIỆU', 'APPENDIX: BASIS OF THE FIGURES'),
    blocks: [
      ...paragraphs([basis]),
      {
        ...{ kind: 'table', code: 'identity' },
        title: say('Mã nhận biết tài liệu', 'What the document is known by'),
        head: [say('Nội dung', 'What'), say('Mã', 'Code')],
        rows: [
          [say('Mã tài liệu', 'Document'), id],
          [say('Mã kiểm tra số liệu (SHA-256)', 'Checksum of the figures (SHA-256)'), checksum],
          [
            say('Mã kiểm tra danh sách phản ánh (SHA-256)', 'Checksum of the reports (SHA-256)'),
            behind.sha256,
          ],
        ],
      },
      {
        ...{ kind: 'table', code: 'definitions' },
        title: say('Giải thích chỉ tiêu', 'What each name means'),
        head: [say('Mã', 'Code'), say('Ý nghĩa', 'Meaning')],
        // In an order of its own: what is kept does not keep another.
        rows: Object.entries(definitions)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, words]) => [name, words[language]]),
      },
    ],
  };
}

/**
 * A period's document as it is printed: a pure function of the figures that are kept, so that it can be made
 * again from them, word for word. What the figures cannot know is left open for the author.
 */
export function periodDocument(
  figures: PeriodFigures,
  language: DocumentLanguage,
  identity: Identity,
): DocumentModel {
  const say = sayIn(language);
  return {
    language,
    identity,
    head: headOf(figures, language, say),
    sections: sectionsOf(figures, language, say).map(([heading, blocks], index) => ({
      heading: `${NUMERALS[index] ?? ''}. ${heading.toLocaleUpperCase(language)}`,
      blocks,
    })),
    foot: footOf(say),
    appendix: appendixOf(figures, identity, language, say),
  };
}
