import { LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { TargetEntity } from '../entities/reference.entities.js';
import { type Tx } from '../store.js';

/** Every target, by its code. */
export async function allTargets({ manager }: Tx): Promise<TargetEntity[]> {
  return manager.find(TargetEntity, { order: { code: 'ASC' } });
}

/** The targets for at least one of these local days (both inside), by their days and code. */
export async function targetsWithin(
  { manager }: Tx,
  from: string,
  to: string,
): Promise<TargetEntity[]> {
  return manager.find(TargetEntity, {
    where: { validFrom: LessThanOrEqual(to), validUntil: MoreThanOrEqual(from) },
    order: { validFrom: 'ASC', code: 'ASC' },
  });
}

/** Every target, by its code; until the end of the transaction nobody else saves one. */
export async function targetsToChange(tx: Tx): Promise<TargetEntity[]> {
  await tx.prepared(`SELECT pg_advisory_xact_lock(hashtext('kip.targets'))`);
  return allTargets(tx);
}

/** Writes a target, new or as it is now. */
export async function saveTarget({ manager }: Tx, target: TargetEntity): Promise<void> {
  await manager.upsert(TargetEntity, target, ['code']);
}

/** Takes a target away. @returns whether there was one */
export async function deleteTarget(tx: Tx, code: string): Promise<boolean> {
  const gone = await tx.prepared('DELETE FROM targets WHERE code = $1 RETURNING code', [code]);
  return gone.length > 0;
}
