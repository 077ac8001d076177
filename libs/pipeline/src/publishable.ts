import { type Publishable, type Report } from '#libs/domain';
import { type Reference } from '#libs/store';

/** What of a report decides whether it is published. */
export function publishable(report: Report, reference: Reference): Publishable {
  return {
    state: report.state,
    publication: reference.streams.get(report.streamCode)?.publication ?? 'private',
    sensitive: reference.categories.get(report.categoryCode ?? '')?.sensitive ?? false,
    child: report.parentId !== null,
  };
}
