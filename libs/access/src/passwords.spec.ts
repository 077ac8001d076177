import { describe, expect, it } from '@jest/globals';
import { Problem } from '#libs/contracts';
import { demandGoodPassword, hashPassword, isPassword } from './passwords.js';

describe('a password', () => {
  it('is kept as argon2id with a salt of its own, and known again however it was typed', async () => {
    const [one, other] = [
      await hashPassword('mật khẩu dài lắm'),
      await hashPassword('mật khẩu dài lắm'),
    ];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    // Letters with their marks in one or in two: two keyboards, one password.
    expect(await isPassword('mật khẩu dài lắm'.normalize('NFD'), one)).toBe(true);
    expect(await isPassword('mật khẩu dài lăm', one)).toBe(false);
    expect(await isPassword('mật khẩu dài lắm', null)).toBe(false);
  });

  it.each([
    ['short', 'ngắn quá', 'fewer'],
    ['without end', 'x'.repeat(129), 'more'],
    ['of a run of keys', 'qwertyuiop123', 'common'],
    ['what everybody takes', 'password1234', 'common'],
    ['what everybody here takes', 'matkhau12345', 'common'],
    ['the same with gaps', 'mat khau 12345', 'common'],
    ['the own address', 'hoang.giang@kip.test', 'common'],
  ])('is refused that is %s', async (_what, password, why) => {
    const judged = demandGoodPassword(password, ['hoang.giang@kip.test', 'Hoàng Minh Giang']);
    const error: unknown = await judged.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({ code: 'password_too_weak', faults: [{ field: 'password' }] });
    expect((error as Problem).detail).toContain(why);
  });

  it.each(['con thuyền và bảy cây thông', 'Nón lá bay qua cầu Tràng Tiền', 'vq7-R2m-pX9-kd4'])(
    'is taken that is %s',
    async (password) => {
      await demandGoodPassword(password, ['hoang.giang@kip.test', 'Hoàng Minh Giang']);
    },
  );
});
