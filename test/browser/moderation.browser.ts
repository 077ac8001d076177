import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Chromium, expectAccessible, expectNoSideways, shot } from './harness.js';
import { type TestInstallation, signIn, startInstallation } from './installation.js';

let installation: TestInstallation;
let chromium: Chromium;
let code: string;
let token: string;

beforeAll(async () => {
  [installation, chromium] = await Promise.all([startInstallation(), Chromium.start()]);
  ({ code, token } = await installation.file('Nhà anh Nam số 0905 123 456 đổ rác ra đường', {
    address: 'Chợ Đông Ba',
  }));
}, 120_000);
afterEach(() => chromium.closePages());
afterAll(async () => {
  await chromium.stop();
  await installation.stop();
});

describe('a moderator', () => {
  it('covers a number in a text: everybody else reads the cover', async () => {
    const { page } = await chromium.open(`${installation.deskUrl}/moderation/${code}`);
    await signIn(page, installation.email('mod-1'));
    await page.getByRole('heading', { level: 1, name: `Che nội dung ${code}` }).waitFor();
    for (const word of ['0905', '123', '456']) {
      await page.getByRole('button', { name: word, exact: true }).click();
    }
    await page.getByText('Nhà anh Nam số █████ đổ rác ra đường').waitFor();
    await page.getByLabel('Lý do').fill('Số điện thoại của người khác');
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'moderation-redact-desktop');
    await page.getByRole('button', { name: 'Che các từ đã chọn' }).click();
    await page.getByText('Đã che nội dung.').waitFor();
    await page.getByRole('button', { name: 'Trả lại nguyên văn' }).waitFor();
    const read = await fetch(`${installation.intakeUrl}/v1/reports/${code}`, {
      headers: { 'Tracking-Token': token },
    });
    expect((await read.json()) as { text: string }).toMatchObject({
      text: 'Nhà anh Nam số █████ đổ rác ra đường',
    });
  });

  it('blocks a telephone number, and lifts that', async () => {
    const { page } = await chromium.open(`${installation.deskUrl}/moderation?tab=blocks`);
    await signIn(page, installation.email('mod-1'));
    await page.getByLabel('Địa chỉ, thiết bị hoặc số').fill('0905123456');
    await page.getByLabel('Lý do').fill('Gửi hàng trăm tin giả');
    await page.getByRole('button', { name: 'Chặn thêm' }).click();
    await page.getByRole('button', { name: /^Bỏ chặn/ }).click();
    await page.getByText(/^mod-1 bỏ chặn lúc/).waitFor();
    await expectAccessible(page);
    await shot(page, 'moderation-blocks-desktop');
  });
});
