import { Problem } from '#libs/contracts';
import { isOpen } from '#libs/domain';
import {
  type DataRequest,
  type Outcome,
  type Tx,
  findDataRequest,
  insertOutcome,
} from '#libs/store';

/** @throws Problem `not_found` where the code is no demand's */
export async function demandRequest(tx: Tx, code: string): Promise<DataRequest> {
  const request = await findDataRequest(tx, code);
  if (!request) throw new Problem('not_found', `no data subject's request ${code}`);
  return request;
}

/**
 * Writes down with a demand what became of it, together with that itself.
 * @param code of the demand's case; absent: it is done without one
 * @throws Problem `not_found`, `request_ended`
 */
export async function decide(tx: Tx, code: string | undefined, outcome: Outcome): Promise<void> {
  if (code === undefined) return;
  const request = await demandRequest(tx, code);
  if (!isOpen(request.state)) throw new Problem('request_ended', code);
  await insertOutcome(tx, request, outcome);
}
