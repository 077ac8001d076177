import { type DeskPerson } from '#libs/access';
import {
  type PlaceholderValues,
  Refusal,
  currentCycle,
  holders,
  holds,
  openLeg,
  placeholdersIn,
  renderTemplate,
} from '#libs/domain';
import { type Language } from '#libs/http';
import {
  type Reference,
  type StoredReport,
  type Template,
  type Tx,
  noteAccess,
  reporterName,
} from '#libs/store';
import { type RenderedView } from './templates.dto.js';

/** The promise as a citizen reads it, in the zone of the calendar that it counts by. */
function dueWords(report: StoredReport, reference: Reference, language: Language): string | null {
  const cycle = currentCycle(report);
  if (cycle.dueAt === null) return null;
  const { calendar } = reference.book.terms(cycle.policyRevision, cycle.calendarRevision);
  const day = calendar.localDate(cycle.dueAt).split('-').reverse().join('/');
  const time = calendar.localTime(cycle.dueAt).slice(0, 5);
  return language === 'vi' ? `${time} ngày ${day}` : `${time} on ${day}`;
}

function valuesOf(
  report: StoredReport,
  reference: Reference,
  reporter: string | null,
  language: Language,
): PlaceholderValues {
  const leg = openLeg(report) ?? report.legs.at(-1);
  return {
    code: report.code,
    unit: reference.units.get(leg?.unitCode ?? '')?.name[language] ?? null,
    due: dueWords(report, reference, language),
    category: reference.categories.get(report.categoryCode ?? '')?.name[language] ?? null,
    reporter,
  };
}

/** @throws Refusal `role_not_allowed` of whoever may not see who sent a report */
function demandContacts({ actor: { role } }: DeskPerson): void {
  if (holds(role, 'read_contacts')) return;
  throw new Refusal('role_not_allowed', {
    action: 'read_contacts',
    allowed: [...holders('read_contacts')],
  });
}

/**
 * A template filled in from a case as the person sees it. Whoever is given the reporter's name is
 * written down.
 * @throws Refusal `role_not_allowed` where it names the reporter and the person may not see them
 */
export async function rendered(
  tx: Tx,
  reference: Reference,
  person: DeskPerson,
  report: StoredReport,
  { textVi, textEn }: Template,
): Promise<RenderedView> {
  const namesReporter = [textVi, textEn ?? ''].some((text) =>
    placeholdersIn(text).includes('reporter'),
  );
  if (namesReporter) demandContacts(person);
  const reporter = namesReporter ? await reporterName(tx, report.id) : null;
  if (reporter !== null) {
    await noteAccess(tx, 'contact_read', { by: person.code, reportId: report.id });
  }
  const vi = renderTemplate(textVi, valuesOf(report, reference, reporter, 'vi'));
  const en =
    textEn === null ? null : renderTemplate(textEn, valuesOf(report, reference, reporter, 'en'));
  const missing = [...new Set([...vi.missing, ...(en?.missing ?? [])])];
  return { text_vi: vi.text, text_en: en?.text ?? null, missing };
}
