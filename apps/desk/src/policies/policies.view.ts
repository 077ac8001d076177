import { amountWords } from '#libs/domain';
import { type PolicyRevisionEntity, type SavedPolicy, writtenPolicy } from '#libs/store';
import { revisionView } from '../revisions/revisions.js';
import { type PolicyListItem, type PolicySaved, type PolicyView } from './policies.dto.js';

/** A policy in a list of them. */
export function listItem(current: PolicyRevisionEntity): PolicyListItem {
  const { code, name, body } = current;
  const { resolve, calendarCode: calendar } = body;
  return {
    ...{ code, name, calendar },
    resolve: { vi: amountWords(resolve, 'vi'), en: amountWords(resolve, 'en') },
    current: revisionView(current),
  };
}

/** The current revision of a policy, and which others there are. */
export function policyView(
  current: PolicyRevisionEntity,
  revisions: readonly PolicyRevisionEntity[],
): PolicyView {
  return {
    revision: current.revision,
    policy: writtenPolicy(current),
    revisions: revisions.map(revisionView),
  };
}

/** What saving came to, in words of both languages. */
export function savedView({ result, revision, before, changes }: SavedPolicy): PolicySaved {
  return { result, revision, before, changes };
}
