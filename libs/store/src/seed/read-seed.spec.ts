import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SeedError, readSeed } from './read-seed.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kip-seed-'));
  cpSync('deploy/seed/hue', folder, { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Changes one file and gives what the reader then says. */
function refusedAfter(file: string, change: (text: string) => string): readonly string[] {
  const full = path.join(folder, file);
  const before = readFileSync(full, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(full, after);
  try {
    readSeed(folder);
  } catch (error) {
    if (error instanceof SeedError) return error.problems;
    throw error;
  }
  throw new Error(`${file} was accepted`);
}

describe('seed files', () => {
  it('of Huế are accepted, each category with its parent and its line', () => {
    const seed = readSeed(folder);
    const cable = seed.categories.find(({ entry }) => entry.code.startsWith('telecom.'));
    expect(cable?.parent).toBe('telecom');
    expect(cable?.place).toMatch(/^categories\.yaml:\d+ telecom\.\S+/);
  });

  it.each([
    [
      'a network whose lead unit is unknown',
      'networks.yaml',
      (text: string) => text.replace(/lead: .*/, 'lead: nobody'),
      /^networks\.yaml:\d+ \S+: .*nobody/,
    ],
    [
      'an entry with a field that nobody knows',
      'units.yaml',
      (text: string) => text.replace(/^( +)kind: /m, '$1colour: red\n$1kind: '),
      /^units\.yaml:\d+ \S+: property colour should not exist/,
    ],
    [
      'a date that is not in the calendar',
      'calendars.yaml',
      (text: string) => text.replace(/date: '?2026-01-01'?/, "date: '2026-02-30'"),
      /^calendars\.yaml:\d+ \S+: holidays\.\d+\.date must be a valid ISO 8601/,
    ],
    [
      'a limit without its number of days',
      'policies.yaml',
      (text: string) => text.replace(/\bdays: \d+,?/, ''),
      /^policies\.yaml:\d+ \S+: \S+\.days must be an integer/,
    ],
    [
      'a warning that comes at the due',
      'policies.yaml',
      (text: string) => text.replace('offset_working_minutes: -120', 'offset_working_minutes: 0'),
      /^policies\.yaml:37 hue-7d: warning level 2 of resolve: it comes 0 working minutes after the due/,
    ],
    [
      'a higher level that comes before a lower one',
      'policies.yaml',
      (text: string) => text.replace('offset_working_minutes: 1440', 'offset_working_minutes: 480'),
      /^policies\.yaml:\d+ hue-7d: escalation level 3 of resolve: .* same time as level 2/,
    ],
    [
      'two periods of a day that overlap',
      'calendars.yaml',
      (text: string) => text.replace("wed: [['08:00', '11:30']", "wed: [['08:00', '13:30']"),
      /^calendars\.yaml:16 hue-office: hours no\. 1 .*, wed: 08:00–13:30 and 13:00–17:30 overlap/,
    ],
    [
      'a holiday that is worked as well',
      'calendars.yaml',
      (text: string) => text.replace("- date: '2024-05-04'", "- date: '2024-05-01'"),
      /^calendars\.yaml:\d+ hue-office: worked day 2024-05-01 .* is also the holiday/,
    ],
    [
      'a second entry of the same code',
      'words.yaml',
      (text: string) => `${text}\n${text}`,
      /^words\.yaml:\d+ .*it stands twice/,
    ],
    [
      'text that is no YAML',
      'rules.yaml',
      (text: string) => `${text}\n- code: [`,
      /^rules\.yaml:\d+: this is not YAML: /,
    ],
    [
      'a mapping where a list is due',
      'areas.yaml',
      () => 'code: x\n',
      /^areas\.yaml: a list of entries is expected/,
    ],
  ])('with %s are refused, the place named', (_, file, change, expected) => {
    expect(refusedAfter(file, change)).toContainEqual(expect.stringMatching(expected));
  });

  it('that are missing are named with their folder', () => {
    rmSync(path.join(folder, 'rules.yaml'));
    expect(() => readSeed(folder)).toThrow(/rules\.yaml: there is no such file/);
  });
});
