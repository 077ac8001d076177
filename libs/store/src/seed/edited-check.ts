import { type CalendarText } from '#libs/domain';
import { plainToInstance } from 'class-transformer';
import { type Reference } from '../reference.js';
import { EDITED, type EditedKind, type EditedRows } from './edited.js';
import { type WrittenProblem, unknownField } from './entry-file.js';
import { shapeFaults } from './written.js';

// What is wrong with an entry that somebody saves at the desk, beside everything that is in force.

/** What an entry is held against. */
export interface Surroundings {
  readonly reference: Reference;
  readonly policies: ReadonlySet<string>;
  readonly calendars: ReadonlySet<string>;
}

/** An entry that passed every check, or what is wrong with it. */
export type CheckedEntry<Kind extends EditedKind> =
  | { readonly row: EditedRows[Kind]; readonly problems: readonly [] }
  | { readonly row: null; readonly problems: readonly WrittenProblem[] };

type Problems = WrittenProblem[];

const wrong = (place: string, vi: string, en: string): WrittenProblem => ({
  ...{ place, text: { vi, en } },
});

interface Table {
  has(code: string): boolean;
}

/** Something that must be there and must not have ended. */
function named(
  place: string,
  code: string | null,
  [vi, en]: readonly [vi: string, en: string],
  table: Table,
  untilOf: (code: string) => string | null = () => null,
  isOver: (until: string | null) => boolean = () => false,
): Problems {
  if (code === null) return [];
  if (!table.has(code)) {
    return [
      wrong(
        place,
        `không có ${vi} "${code}"; dùng một mã đã có`,
        `there is no ${en} "${code}"; use one that there is`,
      ),
    ];
  }
  const until = untilOf(code);
  if (!isOver(until)) return [];
  const day = until ?? '';
  return [
    wrong(
      place,
      `${vi} "${code}" đã kết thúc từ ${day}; chọn mã khác`,
      `the ${en} "${code}" ended on ${day}; choose another`,
    ),
  ];
}

const UNIT = ['đơn vị', 'unit'] as const;
const NETWORK = ['mạng lưới', 'network'] as const;
const CATEGORY = ['lĩnh vực', 'category'] as const;

function unitNamed(place: string, code: string | null, { reference }: Surroundings): Problems {
  const { units } = reference;
  const over = (until: string | null): boolean => reference.isOver(until);
  return named(place, code, UNIT, units, (one) => units.get(one)?.until ?? null, over);
}

function networkNamed(place: string, code: string | null, { reference }: Surroundings): Problems {
  const { networks } = reference;
  const over = (until: string | null): boolean => reference.isOver(until);
  return named(place, code, NETWORK, networks, (one) => networks.get(one)?.until ?? null, over);
}

function circle(
  code: string,
  parentCode: string | null,
  rows: ReadonlyMap<string, { readonly parentCode: string | null }>,
): Problems {
  const seen = new Set([code]);
  for (let above = parentCode; above !== null; above = rows.get(above)?.parentCode ?? null) {
    if (seen.has(above)) {
      const vi = `"${above}" lại nằm dưới chính nó; chọn cấp trên khác`;
      return [wrong('parent', vi, `"${above}" would lie below itself; choose another parent`)];
    }
    seen.add(above);
  }
  return [];
}

/** What somebody else still rests on must not end without a word. */
function restingOn(
  kind: 'unit' | 'network',
  code: string,
  until: string | null,
  { reference }: Surroundings,
): Problems {
  if (until === null) return [];
  const rules = reference.rules.filter(({ to }) =>
    kind === 'unit' ? 'unit' in to && to.unit === code : 'network' in to && to.network === code,
  );
  const networks = [...reference.networks.values()].filter(
    (network) =>
      kind === 'unit' && network.unitCodes.includes(code) && !reference.isOver(network.until),
  );
  const below = [...reference.units.values()].filter(
    (unit) => kind === 'unit' && unit.parentCode === code && !reference.isOver(unit.until),
  );
  const on = [...rules, ...networks, ...below].map((one) => one.code);
  if (on.length === 0) return [];
  const shown = on.slice(0, 5).join(', ');
  return [
    wrong(
      'until',
      `còn ${on.length} mục dùng mã này (${shown}); sửa hoặc kết thúc các mục đó trước`,
      `${on.length} entries still name it (${shown}); change or end those first`,
    ),
  ];
}

function stays(place: string, before: string | undefined, now: string): Problems {
  if (before === undefined || before === now) return [];
  const vi = `không đổi được "${before}" thành "${now}"; giữ nguyên giá trị cũ`;
  return [wrong(place, vi, `"${before}" cannot become "${now}"; keep what was there`)];
}

type Checks = {
  readonly [Kind in EditedKind]: (row: EditedRows[Kind], around: Surroundings) => Problems;
};

const CHECKS: Checks = {
  stream: (row, { reference, policies }) => {
    const before = reference.streams.get(row.code);
    if (!before) {
      const vi = `không có luồng "${row.code}"; luồng mới được thêm bằng \`npx kip seed\``;
      return [wrong('code', vi, `no stream "${row.code}"; \`npx kip seed\` adds new ones`)];
    }
    return [
      ...stays('prefix', before.prefix, row.prefix),
      ...stays('zone', before.zone, row.zone),
      ...named('default_policy', row.defaultPolicy, ['chính sách', 'policy'], policies),
    ];
  },
  category: (row, around) => {
    const { streams, categories } = around.reference;
    const parent = row.parentCode === null ? undefined : categories.get(row.parentCode);
    return [
      ...named('stream', row.streamCode, ['luồng', 'stream'], streams),
      ...stays('stream', categories.get(row.code)?.streamCode, row.streamCode),
      ...named('parent', row.parentCode, CATEGORY, categories),
      ...stays('stream', parent?.streamCode, row.streamCode),
      ...circle(row.code, row.parentCode, categories),
      ...named('policy', row.policyCode, ['chính sách', 'policy'], around.policies),
      ...networkNamed('network', row.networkCode, around),
    ];
  },
  unit: (row, around) => [
    ...unitNamed('parent', row.parentCode, around),
    ...circle(row.code, row.parentCode, around.reference.units),
    ...named('calendar', row.calendarCode, ['lịch', 'calendar'], around.calendars),
    ...restingOn('unit', row.code, row.until, around),
  ],
  network: (row, around) => [
    ...row.unitCodes.flatMap((code, index) => unitNamed(`units.${index}`, code, around)),
    ...(row.unitCodes.includes(row.leadCode)
      ? []
      : [
          wrong(
            'lead',
            `đơn vị đầu mối "${row.leadCode}" không thuộc mạng lưới; thêm vào units hoặc chọn đơn vị khác`,
            `the lead "${row.leadCode}" is not among its units; add it there or choose another`,
          ),
        ]),
    ...restingOn('network', row.code, row.until, around),
  ],
  rule: (row, around) => {
    const { streams, categories, areas } = around.reference;
    return [
      ...named('stream', row.streamCode, ['luồng', 'stream'], streams),
      ...named('category', row.categoryCode, CATEGORY, categories),
      ...named('area', row.areaCode, ['địa bàn', 'area'], areas),
      ...networkNamed('network', row.networkCode, around),
      ...unitNamed('to.unit', row.toUnit, around),
      ...networkNamed('to.network', row.toNetwork, around),
      ...((row.toUnit === null) === (row.toNetwork === null)
        ? [
            wrong(
              'to',
              'nêu một đơn vị hoặc một mạng lưới, không nêu cả hai',
              'name either a unit or a network',
            ),
          ]
        : []),
      ...(row.time?.kind === 'between' && (row.time.from === '' || row.time.to === '')
        ? [
            wrong(
              'time',
              'cần cả from và to, ví dụ 22:00 và 05:00',
              'give both from and to, such as 22:00 and 05:00',
            ),
          ]
        : []),
    ];
  },
};

/** Of a shape that does not fit; what class-validator says is English. */
const shapeText = (text: string): CalendarText => ({
  vi: `giá trị chưa đúng, sửa lại (${text})`,
  en: text,
});

/** Two fields of one form, or two values of one choice, that could not be told apart. */
function doubledFields(row: object): Problems {
  const { form } = row as { readonly form?: readonly { readonly code: string }[] };
  const codes = (form ?? []).map(({ code }) => code);
  return codes.flatMap((code, index) =>
    codes.indexOf(code) === index
      ? []
      : [
          wrong(
            `form.${index}.code`,
            `mã "${code}" đã có ở trên; đổi mã`,
            `the code "${code}" stands above too; rename it`,
          ),
        ],
  );
}

/** Checks an entry as data; places are paths of fields such as `form.2.label`. */
export function checkEntry<Kind extends EditedKind>(
  kind: Kind,
  code: string,
  data: unknown,
  around: Surroundings,
): CheckedEntry<Kind> {
  const edited = EDITED[kind];
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    const { name, fields } = edited;
    const [vi, en] = [
      `cần một ${name.vi} gồm ${fields}`,
      `a ${name.en} with ${fields} is expected`,
    ];
    return { row: null, problems: [wrong('', vi, en)] };
  }
  const entry = plainToInstance(edited.shape, data);
  const faults = shapeFaults(entry).map((fault) => ({
    place: fault.at.join('.'),
    text: fault.unknown ? unknownField(fault, edited) : shapeText(fault.text),
  }));
  if (faults.length > 0) return { row: null, problems: faults };
  const row = edited.rowOf(entry);
  const problems = [
    ...(row.code === code
      ? []
      : [
          wrong(
            'code',
            `mã "${row.code}" khác mã "${code}" ở địa chỉ; dùng cùng một mã`,
            `the code "${row.code}" is not the "${code}" of the address; use one code`,
          ),
        ]),
    ...doubledFields(row),
    ...CHECKS[kind](row, around),
  ];
  return problems.length > 0 ? { row: null, problems } : { row, problems: [] };
}
