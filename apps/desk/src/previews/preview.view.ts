import { type PreviewPage, type PreviewedClock } from '#libs/pipeline';
import { type PreviewPageView, type PreviewedClockView } from './preview.dto.js';

function clockView(one: PreviewedClock): PreviewedClockView {
  return {
    code: one.code,
    stream: one.streamCode,
    category: one.categoryCode,
    holder: one.holder,
    clock: one.subject,
    number: one.number,
    unit: one.unitCode,
    how: one.how,
    due_before: one.before.dueAt,
    due_after: one.after.dueAt,
    missed_before: one.before.breachedAt !== null,
    missed_after: one.after.breachedAt !== null,
  };
}

/** A page of a preview as the desk is told. */
export function previewView({ reports, clocks, next }: PreviewPage): PreviewPageView {
  return { reports, clocks: clocks.map(clockView), next };
}
