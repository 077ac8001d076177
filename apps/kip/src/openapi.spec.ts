import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeAll } from './openapi.js';
import { projectFile } from './project.js';

describe('openapi.json', () => {
  it('is what the code says; write it anew with make api', async () => {
    const kept: unknown = JSON.parse(readFileSync(projectFile('openapi.json'), 'utf8'));
    expect(JSON.parse(JSON.stringify(await describeAll()))).toEqual(kept);
  });

  it("is what the pages' client was made from; make it anew with make api", () => {
    const made = spawnSync('npx', ['openapi-typescript', projectFile('openapi.json')], {
      encoding: 'utf8',
    });
    expect(made.status).toBe(0);
    const kept = readFileSync(projectFile('apps/console/src/api/schema.ts'), 'utf8');
    // Compared as a whole, and shown by its first difference alone: it has thousands of lines.
    const [are, ought] = [kept.trim().split('\n'), made.stdout.trim().split('\n')];
    const at = ought.findIndex((line, index) => line !== are[index]);
    expect({ line: at + 1, is: are[at] }).toEqual({ line: 0, is: undefined });
    expect(are).toHaveLength(ought.length);
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
      expect({ operationId, answers: statuses.some((one) => /^[23]/.test(one)) }).toEqual({
        operationId,
        answers: true,
      });
      expect(statuses).toContain('default');
    }
  });

  it('has one body of each name: of two, one would be described by the other', () => {
    const names = ['apps', 'libs'].flatMap((root) =>
      readdirSync(projectFile(root), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.dto.ts'))
        .flatMap((file) => {
          const text = readFileSync(projectFile(path.join(root, file)), 'utf8');
          return [...text.matchAll(/^(?:export )?class (\w+)/gm)].map(([, name]) => name);
        }),
    );
    expect(names.length).toBeGreaterThan(200);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('describes every part of an address, for whoever makes a client of it', async () => {
    const { paths } = await describeAll();
    const missing = Object.entries(paths).flatMap(([path, { get, post, put, delete: drop }]) => {
      const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      return [get, post, put, drop].flatMap((operation) => {
        const named = (operation?.parameters ?? []).map((one) => ('name' in one ? one.name : ''));
        return operation && parts.some((name) => !named.includes(name ?? '')) ? [path] : [];
      });
    });
    expect(missing).toEqual([]);
  });
});
