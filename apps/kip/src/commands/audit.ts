import { readFileSync } from 'node:fs';
import { Problem } from '#libs/contracts';
import { type SealHead, brokenSeals, sealHead, sealNumbered, strayEvents } from '#libs/store';
import { demandMigrated } from './check.js';
import { type CommonOptions, answer, answerJson, progress, withInstallation } from './frame.js';

export interface AuditOptions extends CommonOptions {
  readonly against?: string;
}

const STEP = 1_000;

/** A head that `kip audit head --json` gave before, from a file that was kept elsewhere. */
function keptHead(file: string): SealHead {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem('invalid_request', `${file} cannot be read: ${String(error)}`);
  }
  const [number, hash] = [/"number":\s*(\d+)/, /"hash":\s*"([0-9a-f]{64})"/].map(
    (part) => part.exec(text)?.[1],
  );
  if (number === undefined || hash === undefined) {
    throw new Problem(
      'invalid_request',
      `${file} holds no head; give what kip audit head --json wrote`,
    );
  }
  return { number: Number(number), hash };
}

/** `kip audit head`: the newest seal, to be kept where nobody of this installation can change it. */
export async function auditHead(options: CommonOptions): Promise<number> {
  return withInstallation(options, async ({ store, name }) => {
    await demandMigrated(store, name);
    const head = await store.transaction({ role: 'owner' }, sealHead);
    if (options.json)
      answerJson({ database: name, number: head?.number ?? 0, hash: head?.hash ?? null });
    else answer(head ? `${head.number} ${head.hash}` : `${name}: nothing is sealed yet`);
    return 0;
  });
}

/**
 * `kip audit verify`: every seal against the one before it and every event against its seal, at one
 * instant; exit code 1 where anything was changed, or where the head kept elsewhere is not in the chain.
 */
export async function auditVerify(options: AuditOptions): Promise<number> {
  const kept = options.against === undefined ? null : keptHead(options.against);
  return withInstallation(options, async ({ store, name }) => {
    await demandMigrated(store, name);
    const told = progress('seals verified');
    const found = await store.snapshot({ role: 'owner' }, async (tx) => {
      const head = await sealHead(tx);
      const last = head?.number ?? 0;
      const broken = [];
      for (let after = 0; after < last; after += STEP) {
        broken.push(...(await brokenSeals(tx, after, Math.min(after + STEP, last))));
        told(Math.min(after + STEP, last), last);
      }
      const strays = await strayEvents(tx);
      const then = kept && kept.number > 0 ? await sealNumbered(tx, kept.number) : null;
      const known = kept === null || kept.number === 0 || then?.hash === kept.hash;
      return { head, faults: [...broken, ...strays], known };
    });
    const { head, faults, known } = found;
    if (options.json) answerJson({ database: name, head, faults, kept_head_stands: known });
    else {
      answer(`${name}: ${head?.number ?? 0} seals, ${faults.length} faults`);
      for (const { what, id, reportId } of faults)
        answer(`  ${what}: ${id} (report ${reportId ?? '–'})`);
      if (!known)
        answer(
          `  the head of ${options.against ?? ''} is not in the chain: it was made anew since`,
        );
      if (head) answer(`  head: ${head.number} ${head.hash}`);
    }
    return faults.length === 0 && known ? 0 : 1;
  });
}
