import path from 'node:path';
import { Problem } from '#libs/contracts';
import { underPolicy } from '#libs/domain';
import {
  type CheckedPolicy,
  type PolicyRevisionEntity,
  type SavedPolicy,
  calendarCodes,
  currentCalendars,
  currentPolicies,
  planPolicy,
  policyRevisions,
  policyYaml,
  readPolicyFile,
  savePolicy,
  unsavedTerms,
  writtenPolicy,
} from '#libs/store';
import { answer, answerJson, withInstallation } from './frame.js';
import { policyText, savedText } from './policy-text.js';
import { tellPreview } from './preview.js';
import {
  BY_COMMAND,
  type WrittenOptions,
  madeReady,
  readText,
  refuse,
  requireTables,
  takeAll,
} from './written-file.js';

/**
 * A policy in force.
 * @throws Problem `not_found` naming those there are
 */
function need(all: readonly PolicyRevisionEntity[], code: string): PolicyRevisionEntity {
  const found = all.find((one) => one.code === code);
  if (found) return found;
  const known = all.map((one) => one.code).join(', ') || 'none; run kip seed';
  throw new Problem('not_found', `there is no policy "${code}"; there are: ${known}`);
}

/** `kip policy import FILE`: exit code 1 where the file was refused. */
export async function importPolicies(
  file: string,
  options: WrittenOptions & { readonly dryRun?: boolean },
): Promise<number> {
  const { lang, dryRun = false } = options;
  const text = readText(file);
  return withInstallation(options, async (installation) => {
    await madeReady(installation, options);
    const { store, name } = installation;
    // Calendars are never taken away: those that are there now are there when the policies are saved.
    const calendars = await store.transaction({ role: 'worker' }, calendarCodes);
    const { policies, problems } = readPolicyFile(text, path.basename(file), calendars);
    if (problems.length > 0) return refuse(file, problems, options);
    const saved = await takeAll<CheckedPolicy, SavedPolicy>(store, policies, {
      dryRun,
      plan: planPolicy,
      save: (tx, one) => savePolicy(tx, one, BY_COMMAND),
    });
    if (options.json) answerJson({ database: name, dry_run: dryRun, policies: saved });
    else for (const one of saved) answer(savedText(one, { lang, dryRun }));
    return 0;
  });
}

/**
 * `kip policy preview FILE`: which dues open reports would have by the policies of a file; exit code 1
 * where the file was refused.
 */
export async function previewPolicies(file: string, options: WrittenOptions): Promise<number> {
  const text = readText(file);
  return withInstallation(options, async (installation) => {
    const { store } = installation;
    await requireTables(store);
    const calendars = await store.transaction({ role: 'worker' }, calendarCodes);
    const { policies, problems } = readPolicyFile(text, path.basename(file), calendars);
    if (problems.length > 0) return refuse(file, problems, options);
    const reference = await installation.reference.get();
    const terms = policies.map((one) => unsavedTerms(one, reference));
    await tellPreview(
      { store, reference },
      terms.map((one) => ({ on: { policy: one.policy.code }, other: underPolicy(one) })),
      { ...options, zone: terms[0]?.calendar.revision.zone ?? 'UTC' },
    );
    return 0;
  });
}

/** `kip policy export [CODE]`: YAML of one policy or of all, which imports to the same revisions. */
export async function exportPolicies(
  code: string | undefined,
  options: WrittenOptions,
): Promise<number> {
  return withInstallation(options, async ({ store }) => {
    await requireTables(store);
    const all = await store.transaction({ role: 'worker' }, currentPolicies);
    const chosen = code === undefined ? all : [need(all, code)];
    if (options.json) answerJson(chosen.map(writtenPolicy));
    else process.stdout.write(policyYaml(chosen));
    return 0;
  });
}

/** `kip policy show CODE`: a policy as a person reads it, and its revisions. */
export async function showPolicy(code: string, options: WrittenOptions): Promise<number> {
  return withInstallation(options, async ({ store }) => {
    await requireTables(store);
    const { found, revisions, zone } = await store.transaction({ role: 'worker' }, async (tx) => {
      const found = need(await currentPolicies(tx), code);
      const calendars = await currentCalendars(tx);
      const own = calendars.find((one) => one.code === found.body.calendarCode);
      const revisions = await policyRevisions(tx, code);
      return { found, revisions, zone: own?.body.zone ?? 'UTC' };
    });
    if (options.json) {
      answerJson({
        revision: found.revision,
        ...writtenPolicy(found),
        revisions: revisions.map(({ revision, current, savedAt, savedBy }) => ({
          ...{ revision, current },
          ...{ saved_at: savedAt, saved_by: savedBy },
        })),
      });
    } else {
      answer(policyText(found, revisions, zone, options.lang));
    }
    return 0;
  });
}
