import { checkInvariants } from '#libs/pipeline';
import { type CommonOptions, answer, answerJson, progress, withInstallation } from './frame.js';

/** `kip check`: exit code 1 where an invariant is broken. */
export async function check(options: CommonOptions): Promise<number> {
  return withInstallation(options, async ({ store, reference, name }) => {
    const snapshot = await reference.get();
    const result = await store.transaction({ role: 'owner' }, (tx) =>
      checkInvariants(tx, snapshot, progress('reports checked')),
    );
    if (options.json) answerJson({ database: name, ...result });
    else {
      answer(`${name}: ${result.reports} reports, ${result.violations.length} violations`);
      for (const { invariant, id, what, repair } of result.violations) {
        answer(`${invariant}  ${id}  ${what}\n    ${repair}`);
      }
    }
    return result.violations.length === 0 ? 0 : 1;
  });
}
