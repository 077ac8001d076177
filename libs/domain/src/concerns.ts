import { type HistoryEvent } from './history.js';
import { type Report, openLeg } from './report.js';

/** What a reporter is told of. */
export const REPORTER_TOPICS = [
  'received',
  'assigned',
  'information_wanted',
  'answered',
  'extended',
  'resolved',
  'rejected',
  'reopened',
  'merged',
  'withdrawn',
] as const;
export type ReporterTopic = (typeof REPORTER_TOPICS)[number];

/** What those who follow a report that somebody else sent are told of: what the public sees happen to it. */
export const FOLLOWER_TOPICS = ['answered', 'resolved', 'reopened', 'closed'] as const;
export type FollowerTopic = (typeof FOLLOWER_TOPICS)[number];

/** What people who work on reports are told of, besides alarms. */
export const STAFF_TOPICS = [
  'offered',
  'given',
  'named',
  'returned',
  'refused',
  'extension_asked',
  'extension_granted',
  'extension_denied',
  'reopened_by_reporter',
  'words_added',
  'rated_badly',
] as const;
export type StaffTopic = (typeof STAFF_TOPICS)[number];

/** Somebody whom an act concerns, and as what it concerns them. */
export type Concern =
  | { readonly to: 'reporter'; readonly topic: ReporterTopic }
  | { readonly to: 'followers'; readonly topic: FollowerTopic }
  | { readonly to: 'unit'; readonly unitCode: string; readonly topic: StaffTopic }
  | { readonly to: 'person'; readonly personCode: string; readonly topic: StaffTopic }
  | { readonly to: 'network'; readonly networkCode: string; readonly topic: StaffTopic }
  | { readonly to: 'operators' | 'supervisors'; readonly topic: StaffTopic };

const toReporter = (topic: ReporterTopic): Concern => ({ to: 'reporter', topic });
const toFollowers = (topic: FollowerTopic): Concern => ({ to: 'followers', topic });

function toUnit(unitCode: unknown, topic: StaffTopic): Concern[] {
  return typeof unitCode === 'string' ? [{ to: 'unit', unitCode, topic }] : [];
}

/** The unit that has the report in hand, or operators where none has. */
function toWhoeverHasIt(report: Report, topic: StaffTopic): Concern[] {
  const leg = openLeg(report);
  return leg ? toUnit(leg.unitCode, topic) : [{ to: 'operators', topic }];
}

/**
 * Whom an event concerns, so that they are to be told of it. Alarms are told by their policy, and a
 * child has neither a reporter nor followers of its own.
 *
 * @param event as it stands in the history
 * @param report as it is now
 */
export function concernsOf(event: HistoryEvent, report: Report): readonly Concern[] {
  const concerns = allConcerns(event, report);
  if (report.parentId === null) return concerns;
  return concerns.filter(({ to }) => to !== 'reporter' && to !== 'followers');
}

function allConcerns({ kind, data, actor }: HistoryEvent, report: Report): readonly Concern[] {
  switch (kind) {
    case 'receive':
      return actor.role === 'import' ? [] : [toReporter('received')];
    case 'offer': {
      const { network } = data;
      return typeof network === 'string'
        ? [{ to: 'network', networkCode: network, topic: 'offered' }]
        : [];
    }
    case 'claim':
      return [toReporter('assigned')];
    case 'assign':
    case 'transfer':
      return [toReporter('assigned'), ...toUnit(data['unit'], 'given')];
    case 'person': {
      const { person } = data;
      return typeof person === 'string'
        ? [{ to: 'person', personCode: person, topic: 'named' }]
        : [];
    }
    case 'refuse':
      return [{ to: 'operators', topic: 'refused' }];
    case 'wait':
      return data['reason'] === 'reporter_information' ? [toReporter('information_wanted')] : [];
    case 'answer':
      return [toReporter('answered'), toFollowers('answered')];
    case 'ask_extension':
      return [{ to: 'supervisors', topic: 'extension_asked' }];
    case 'grant':
      return [toReporter('extended'), ...toWhoeverHasIt(report, 'extension_granted')];
    case 'deny':
      return toWhoeverHasIt(report, 'extension_denied');
    case 'resolve':
      return [toReporter('resolved'), toFollowers('resolved')];
    case 'return':
      return toWhoeverHasIt(report, 'returned');
    case 'reopen':
      return actor.role === 'reporter'
        ? [
            toReporter('reopened'),
            toFollowers('reopened'),
            { to: 'operators', topic: 'reopened_by_reporter' },
          ]
        : [toReporter('reopened'), toFollowers('reopened')];
    case 'close':
      return [toFollowers('closed')];
    case 'reject':
      return [toReporter('rejected')];
    case 'merge':
      return [toReporter('merged')];
    case 'withdraw':
      return [toReporter('withdrawn')];
    case 'rated':
      return data['rating'] === 'not_satisfied'
        ? [
            ...toUnit(report.legs.at(-1)?.unitCode, 'rated_badly'),
            { to: 'operators', topic: 'rated_badly' },
          ]
        : [];
    case 'words':
    case 'photos':
      return toWhoeverHasIt(report, 'words_added');
    case 'review':
    case 'take':
    case 'resume':
    case 'spam':
    case 'link':
    case 'split':
    case 'correct':
    case 'breach':
    case 'warning':
    case 'escalation':
    case 'absorbed':
    case 'photo_hidden':
    case 'photo_shown':
    case 'photo_redacted':
    case 'photo_restored':
    case 'text_redacted':
    case 'text_restored':
    case 'let_pass':
    case 'extension_expired':
    case 'erased':
      return [];
  }
}
