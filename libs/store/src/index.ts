export { BackupError } from './backup/backup-error.js';
export { type Restored, restoreBackup } from './backup/restore-backup.js';
export { type Backup, type Progress, writeBackup } from './backup/write-backup.js';
export { Batches } from './batches.js';
export * from './database.js';
export { type Durability, readDurability, requireDurable, requireNoFaults } from './durability.js';
export * from './entities/calendar-correction.entity.js';
export * from './entities/delivery.entities.js';
export * from './entities/notice.entities.js';
export * from './entities/reference.entities.js';
export * from './entities/report.entities.js';
export { HeardClient } from './heard-client.js';
export { isAway, isUnknown } from './loss.js';
export { openStore, untilMigrated } from './open-store.js';
export { newId } from './new-id.js';
export { personCalendar } from './person-calendar.js';
export * from './reference.js';
export * from './repositories/account-links.repository.js';
export * from './repositories/accounts.repository.js';
export * from './repositories/api-keys.repository.js';
export * from './repositories/audit.repository.js';
export * from './repositories/calendar-corrections.repository.js';
export * from './repositories/calendars.repository.js';
export * from './repositories/check-mark.repository.js';
export * from './repositories/bench.repository.js';
export * from './repositories/blocks.repository.js';
export * from './repositories/check.repository.js';
export * from './repositories/citizen.repository.js';
export * from './repositories/citizens.repository.js';
export * from './repositories/confirming.repository.js';
export * from './repositories/copying.repository.js';
export * from './repositories/dead-letters.repository.js';
export * from './repositories/data-requests.repository.js';
export * from './repositories/deliveries.repository.js';
export * from './repositories/desk.repository.js';
export * from './repositories/documents.repository.js';
export * from './repositories/faults.repository.js';
export * from './repositories/filling.repository.js';
export * from './repositories/followers.repository.js';
export * from './repositories/finding.repository.js';
export * from './repositories/inboxes.repository.js';
export * from './repositories/installation.repository.js';
export {
  LIST_ORDERS,
  type ListFilter,
  type ListOrder,
  type ListPlace,
  type ListQuestion,
} from './repositories/list-question.js';
export * from './repositories/lists.repository.js';
export * from './repositories/mail-batches.js';
export * from './repositories/nearby.repository.js';
export * from './repositories/messages.repository.js';
export * from './repositories/moderation.repository.js';
export * from './repositories/live.repository.js';
export * from './repositories/notes.repository.js';
export * from './repositories/notices.repository.js';
export * from './repositories/people.repository.js';
export * from './repositories/policies.repository.js';
export * from './repositories/privacy.repository.js';
export * from './repositories/public-map.repository.js';
export * from './repositories/photos.repository.js';
export * from './repositories/planting.repository.js';
export * from './repositories/receiving.repository.js';
export * from './repositories/redactions.repository.js';
export {
  type CurrentEntry,
  EntryChanged,
  type EntryRevision,
  type SavedEntry,
  alone,
  currentEntries,
  entryRevisions,
  planEntry,
  saveEntry,
  surroundings,
} from './repositories/reference-revisions.repository.js';
export * from './repositories/repairs.repository.js';
export * from './repositories/report-reading.repository.js';
export * from './repositories/replay.repository.js';
export * from './repositories/reports.repository.js';
export * from './repositories/retention.repository.js';
export * from './repositories/running.repository.js';
export * from './repositories/saved-views.repository.js';
export * from './repositories/seals.repository.js';
export * from './repositories/schedules.repository.js';
export * from './repositories/search.repository.js';
export * from './repositories/sessions.repository.js';
export * from './repositories/sign-in-tries.repository.js';
export * from './repositories/webhooks.repository.js';
export * from './repositories/webhook-messages.repository.js';
export * from './repositories/unit-experience.repository.js';
export * from './repositories/uploads.repository.js';
export * from './repositories/targets.repository.js';
export * from './repositories/templates.repository.js';
export {
  type CheckedCalendar,
  type WrittenCalendar,
  calendarYaml,
  checkCalendarData,
  readCalendarFile,
  writtenCalendar,
} from './seed/calendar-file.js';
export { EDITED_KINDS, type EditedKind, type EditedShapes } from './seed/edited.js';
export { checkEntry } from './seed/edited-check.js';
export { type WrittenProblem } from './seed/entry-file.js';
export { type CheckedPolicy, targetAmount, targetValue } from './seed/mapping.js';
export {
  type WrittenAlarm,
  type WrittenLimit,
  type WrittenPolicy,
  checkPolicyData,
  policyYaml,
  readPolicyFile,
  writtenPolicy,
} from './seed/policy-file.js';
export { SeedError, readSeed } from './seed/read-seed.js';
export { type Seed } from './seed/seed.js';
export { type SeedResult, writeSeed } from './seed/write-seed.js';
export * from './store.js';
export { type Rows, rowsOf } from './write.js';
