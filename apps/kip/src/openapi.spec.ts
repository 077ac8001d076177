import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { describeAll } from './openapi.js';
import { projectFile } from './project.js';

describe('openapi.json', () => {
  it('is what the code says; write it anew with make api', async () => {
    const kept: unknown = JSON.parse(readFileSync(projectFile('openapi.json'), 'utf8'));
    expect(JSON.parse(JSON.stringify(await describeAll()))).toEqual(kept);
  });

  it('names each operation once, with an answer and a problem', async () => {
    const { paths } = await describeAll();
    const operations = Object.values(paths).flatMap((path) =>
      [path.get, path.post, path.put].filter((operation) => operation !== undefined),
    );
    const names = operations.map((operation) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { operationId, responses } of operations) {
      const statuses = Object.keys(responses);
      expect({ operationId, answers: statuses.some((one) => one.startsWith('2')) }).toEqual({
        operationId,
        answers: true,
      });
      expect(statuses).toContain('default');
    }
  });
});
