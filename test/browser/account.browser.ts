import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type CitizenWorld, startCitizenWorld } from '../harness/citizens.js';
import { Chromium, expectAccessible, expectNoSideways, shot } from './harness.js';
import { type TestInstallation, startInstallation } from './installation.js';

let world: CitizenWorld;
let installation: TestInstallation;
let chromium: Chromium;

beforeAll(async () => {
  world = await startCitizenWorld();
  [installation, chromium] = await Promise.all([
    startInstallation({ citizenSignIn: world.settings }),
    Chromium.start(),
  ]);
}, 120_000);
afterEach(() => chromium.closePages());
afterAll(async () => {
  await chromium.stop();
  await installation.stop();
  await world.provider.stop();
});

describe('a citizen with an account', () => {
  it('signs in, takes in what the telephone sent before, and has it on another device', async () => {
    world.provider.is({ subject: 'an', amr: ['mfa'] });
    const { page } = await chromium.open(installation.intakeUrl, { size: 'phone' });
    await page.getByLabel('Nội dung phản ánh').fill('Nắp cống vỡ trước nhà');
    await page.getByLabel('Địa chỉ').fill('12 Lê Lợi');
    await page.getByRole('button', { name: 'Gửi phản ánh' }).click();
    await page.getByRole('heading', { level: 1, name: 'Đã tiếp nhận phản ánh' }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Tra cứu' }).click();
    const signIn = page.getByRole('link', { name: 'Đăng nhập bằng VNeID' });
    await signIn.waitFor();
    await expectAccessible(page);
    await shot(page, 'account-offered-phone');
    await signIn.click();
    await page.getByRole('heading', { name: 'Phản ánh trong tài khoản' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/reports');
    await page.getByRole('button', { name: 'Thêm vào tài khoản' }).click();
    const section = page.getByRole('region', { name: 'Phản ánh trong tài khoản' });
    await section.getByText('Nắp cống vỡ trước nhà').waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'account-reports-phone');

    const other = await chromium.open(installation.intakeUrl, {
      ...{ size: 'desktop', language: 'en', scheme: 'dark' },
    });
    await other.page.getByRole('navigation').getByRole('link', { name: 'Track' }).click();
    await other.page.getByRole('link', { name: 'Sign in with VNeID' }).click();
    const mine = other.page.getByRole('region', { name: 'Reports in my account' });
    await mine.getByRole('link').first().click();
    await other.page.getByText('Nắp cống vỡ trước nhà').waitFor();
    await other.page.getByLabel('What you want to add').fill('A child fell into it');
    await other.page.getByRole('button', { name: 'Send', exact: true }).click();
    await other.page.getByText('A child fell into it').first().waitFor();
    await expectAccessible(other.page);
    await shot(other.page, 'account-report-desktop');
  });

  it('loses no word when the session has ended, and is forgotten on demand', async () => {
    world.provider.is({ subject: 'binh', amr: ['mfa'] });
    const { page, allow } = await chromium.open(installation.intakeUrl);
    await page.getByRole('navigation').getByRole('link', { name: 'Tra cứu' }).click();
    await page.getByRole('link', { name: 'Đăng nhập bằng VNeID' }).click();
    await page.getByRole('heading', { name: 'Phản ánh trong tài khoản' }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Gửi phản ánh' }).click();
    await page.getByText('Phản ánh sẽ có trong tài khoản của bạn.').waitFor();
    await page.getByLabel('Nội dung phản ánh').fill('Đèn đường không sáng');
    await page.getByLabel('Địa chỉ').fill('20 Hùng Vương');
    await installation.database.store.transaction({ role: 'door' }, (tx) =>
      tx.query('DELETE FROM citizen_sessions'),
    );
    const send = page.getByRole('button', { name: 'Gửi phản ánh' });
    allow(/401/);
    await send.click();
    await page.getByRole('alert').getByText('Chưa đăng nhập').waitFor();
    expect(await page.getByLabel('Nội dung phản ánh').inputValue()).toBe('Đèn đường không sáng');
    await send.click();
    await page.getByRole('heading', { level: 1, name: 'Đã tiếp nhận phản ánh' }).waitFor();

    await page.getByRole('navigation').getByRole('link', { name: 'Tra cứu' }).click();
    await page.getByRole('link', { name: 'Đăng nhập bằng VNeID' }).click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('menuitem', { name: 'Xoá tài khoản…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Xoá tài khoản' }).click();
    await page.getByRole('link', { name: 'Đăng nhập bằng VNeID' }).waitFor();
    const left = await installation.database.store.transaction({ role: 'door' }, (tx) =>
      tx.query<{ n: number }>('SELECT count(*)::int AS n FROM citizens'),
    );
    expect(left).toEqual([{ n: 1 }]);
  });

  it('is told why where signing in did not come to anything', async () => {
    const { page } = await chromium.open(`${installation.intakeUrl}/reports?refused=unavailable`);
    await page.getByRole('alert').getByText('Chưa đăng nhập được').waitFor();
    await page.getByText('bạn vẫn gửi và tra cứu phản ánh được').waitFor();
    await expectAccessible(page);
  });
});
