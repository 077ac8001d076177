import { type CalendarText, calendarName, changeWords, effectWords } from '#libs/domain';
import {
  type CalendarRevisionEntity,
  type SavedCalendar,
  revisionOf,
  writtenCalendar,
} from '#libs/store';
import { revisionView } from '../revisions/revisions.js';
import { type CalendarListItem, type CalendarSaved, type CalendarView } from './calendars.dto.js';

const both = (words: (lang: 'vi' | 'en') => string): CalendarText => ({
  vi: words('vi'),
  en: words('en'),
});

/** A calendar in a list of them. */
export function listItem(current: CalendarRevisionEntity): CalendarListItem {
  const { code, zone, ...rest } = revisionOf(current);
  return { code, name: calendarName({ code, ...rest }), zone, current: revisionView(current) };
}

/** The current revision of a calendar, and which others there are. */
export function calendarView(
  current: CalendarRevisionEntity,
  revisions: readonly CalendarRevisionEntity[],
): CalendarView {
  return {
    revision: current.revision,
    calendar: writtenCalendar(revisionOf(current)),
    revisions: revisions.map(revisionView),
  };
}

/** What saving came to, in words of both languages. */
export function savedView({ result, revision, before, difference }: SavedCalendar): CalendarSaved {
  return {
    ...{ result, revision, before },
    changes: difference.changes.map((change) => ({
      kind: change.kind,
      text: both((lang) => changeWords(change, lang)),
    })),
    effects: difference.effects.map((effect) => ({
      year: effect.year,
      days: effect.days,
      first: effect.first,
      last: effect.last,
      minutes_before: effect.minutesBefore,
      minutes_after: effect.minutesAfter,
      text: both((lang) => effectWords(effect, lang)),
    })),
  };
}
