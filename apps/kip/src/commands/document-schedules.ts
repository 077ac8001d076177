import { wholePeriod, writePeriod } from '#libs/domain';
import { type Schedule, type Scheduled, allSchedules, scheduledDocuments } from '#libs/store';
import Table from 'cli-table3';
import { answer, answerJson, withInstallation } from './frame.js';
import { type WrittenOptions, requireTables } from './written-file.js';

/** Of each schedule so many periods are told. */
const MOST_TOLD = 5;

const WORDS = {
  vi: {
    head: ['lịch gửi', 'mỗi', 'tệp', 'phạm vi', 'người lập', 'kỳ', 'tài liệu', 'người nhận'],
    ended: 'đã dừng',
    all: 'tất cả',
    none: 'chưa có lịch gửi nào',
  },
  en: {
    head: ['schedule', 'every', 'file', 'of', 'owner', 'period', 'document', 'to'],
    ended: 'ended',
    all: 'all',
    none: 'there is no schedule',
  },
} as const;

function periodOf({ from, to }: Scheduled): string {
  const period = wholePeriod(from, to);
  return period ? writePeriod(period) : from;
}

function rowsOf(
  schedule: Schedule,
  made: readonly Scheduled[],
  words: (typeof WORDS)['vi' | 'en'],
): string[][] {
  const { id, every, format, language, asked, ownerCode, recipients, endedAt } = schedule;
  const { network, stream, unit = null } = asked;
  const of = [network, stream, unit].filter((code) => code !== null).join(', ');
  const about = [endedAt === null ? id : `${id} (${words.ended})`, every, `${format} ${language}`];
  const own = [...about, of === '' ? words.all : of, ownerCode];
  if (made.length === 0) return [[...own, '', '', recipients.join(', ')]];
  return made.map((one, index) => [
    ...(index === 0 ? own : own.map(() => '')),
    periodOf(one),
    one.documentId ?? one.error ?? '',
    one.mails.map((mail) => `${mail.person} ${mail.state}`).join(', '),
  ]);
}

/** `kip document schedules`: what goes by mail, and what was sent of it. */
export async function schedules(options: WrittenOptions): Promise<number> {
  return withInstallation(options, async ({ store }) => {
    await requireTables(store);
    const { all, log } = await store.transaction({ role: 'worker' }, async (tx) => {
      const found = await allSchedules(tx);
      const ids = found.map(({ id }) => id);
      return { all: found, log: await scheduledDocuments(tx, ids, MOST_TOLD) };
    });
    const logOf = ({ id }: Schedule): readonly Scheduled[] =>
      log.filter(({ scheduleId }) => scheduleId === id);
    if (options.json) {
      answerJson({ items: all.map((schedule) => ({ ...schedule, log: logOf(schedule) })) });
      return 0;
    }
    const words = WORDS[options.lang];
    if (all.length === 0) answer(words.none);
    else {
      const table = new Table({ head: [...words.head], style: { head: [], border: [] } });
      for (const schedule of all) table.push(...rowsOf(schedule, logOf(schedule), words));
      answer(table.toString());
    }
    return 0;
  });
}
