import { Problem } from '#libs/contracts';
import argon2 from 'argon2';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const SHORTEST = 12;
/** Longer ones only make the server work. */
const LONGEST = 128;
/** From 0 to 4, by zxcvbn: below 3 a patient machine guesses it. */
const LEAST_SCORE = 3;

/** What people here begin with, and no English list has: as it is typed without accents. */
const LOCAL_WORDS = [
  ...['matkhau', 'mat khau', 'xinchao', 'anhyeuem', 'emyeuanh', 'yeuem', 'conyeume', 'giadinh'],
  ...['vietnam', 'viet nam', 'saigon', 'hanoi', 'danang', 'hue', 'thuathienhue', 'thanhpho'],
  ...['phananh', 'phan anh', 'hientruong', 'hien truong', 'hues', 'hueioc', 'kip', 'quantri'],
];

/** A password as it is kept. */
export async function hashPassword(password: string): Promise<string> {
  return argon2.hash(password.normalize('NFKC'), COST);
}

let nobody: Promise<string> | null = null;

/**
 * Whether a password is the one that is kept. Where none is, it takes as long as if one were: how long
 * a refusal takes must not tell who has an account.
 */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  if (hash === null) nobody ??= hashPassword('nobody has this one');
  const right = await argon2.verify(hash ?? (await nobody) ?? '', password.normalize('NFKC'));
  return right && hash !== null;
}

/**
 * Refuses a password that is guessed too easily.
 * @param about what belongs to the person: name, mail address; not to be the password
 * @throws Problem `password_too_weak` naming what is wrong
 */
export async function demandGoodPassword(
  password: string,
  about: readonly string[],
): Promise<void> {
  const weak = (message: string): Problem =>
    new Problem('password_too_weak', message, [{ field: 'password', message }]);
  if (password.length < SHORTEST) throw weak(`it has fewer than ${SHORTEST} characters`);
  if (password.length > LONGEST) throw weak(`it has more than ${LONGEST} characters`);
  // Its dictionaries are large, and wanted a few times a year.
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const judge = new ZxcvbnFactory({
    dictionary: { ...dictionary, local: LOCAL_WORDS },
    graphs: adjacencyGraphs,
  });
  // Spaces between common words make them no rarer.
  const scores = [password, password.replaceAll(' ', '')].map(
    (text) => judge.check(text, [...about]).score,
  );
  if (Math.min(...scores) < LEAST_SCORE)
    throw weak('it is made of common words, names or runs of keys');
}
