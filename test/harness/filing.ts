import { randomBytes } from 'node:crypto';
import { REPORTER } from '#libs/domain';
import { IntakeBatches, hashToken, trackingToken } from '#libs/pipeline';
import { v7 as uuid } from 'uuid';
import { type TestDatabase } from './servers.js';

const SECRET = 'a secret of the tests, thirty-two long';
const CATEGORIES = ['waste', 'telecom', 'other'] as const;
/** What a format that is read line by line could trip over. */
const STRANGE = 'rác thải\n\\.\n\\N\t"{"table":"units"}\\\r\n🗑';

/** Files reports with contacts through the intake's own way, and gives their codes in order. */
export async function fileReports(
  { store, reference }: Pick<TestDatabase, 'store' | 'reference'>,
  many: number,
): Promise<string[]> {
  const batches = new IntakeBatches(store, reference);
  const codes: string[] = [];
  for (let number = 0; number < many; number += 1) {
    const id = uuid();
    const { code } = await batches.receive({
      id,
      actor: REPORTER,
      client: 'public',
      keyHash: randomBytes(16).toString('hex'),
      bodyHash: 'body',
      tokenHash: hashToken(trackingToken(SECRET, id)),
      streamCode: 'field',
      categoryCode: CATEGORIES[number % CATEGORIES.length] ?? null,
      areaCode: null,
      channel: 'web',
      text: `${number}: ${STRANGE}`,
      lat: 16.4637 + number / 1_000,
      lon: 107.5909,
      address: `${number} Lê Lợi`,
      form: {},
      contact: {
        name: 'Vy',
        phone: '0912 345 678',
        email: null,
        address: null,
        showIdentity: false,
        language: 'vi',
      },
    });
    codes.push(code);
  }
  return codes;
}
