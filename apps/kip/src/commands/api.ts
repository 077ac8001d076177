import { answerJson } from './frame.js';
import { describeAll } from '../openapi.js';

/** `kip api`: the HTTP interface of intake and desk as one OpenAPI description. */
export async function api(): Promise<number> {
  answerJson(await describeAll());
  return 0;
}
