import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Page } from 'playwright-core';
import { Chromium, expectAccessible, expectNoSideways, expectSoon, shot } from './harness.js';
import { type TestInstallation, signIn, startInstallation } from './installation.js';

let installation: TestInstallation;
let chromium: Chromium;

beforeAll(async () => {
  [installation, chromium] = await Promise.all([startInstallation(), Chromium.start()]);
}, 120_000);
afterEach(() => chromium.closePages());
afterAll(async () => {
  await chromium.stop();
  await installation.stop();
});

async function openAs(
  person: string,
  path: string,
  look: Parameters<Chromium['open']>[1] = {},
): Promise<Page> {
  const { page, allow } = await chromium.open(`${installation.deskUrl}${path}`, look);
  // The map is drawn without a graphics card here.
  allow(/GL Driver Message/);
  await signIn(page, installation.email(person));
  return page;
}

/** Makes `returns`: how often the row of a case came back after it had gone. */
const COUNT_RETURNS = (code: string): string => `(() => {
  window.returns = 0;
  let here = true;
  new MutationObserver(() => {
    const now = document.querySelector('[data-code="${code}"]') !== null;
    if (now && !here) window.returns += 1;
    here = now;
  }).observe(document.body, { childList: true, subtree: true });
})()`;

describe('a case', () => {
  it('is shown with what may be done', async () => {
    const { code } = await installation.file(
      'Dây cáp sà xuống đường trước cổng trường Nguyễn Tri Phương',
      {
        ...{ category: 'telecom.cable-sagging', lat: 16.4637, lon: 107.5909, address: '12 Lê Lợi' },
        contact: { name: 'Chị Hoa', phone: '0905123456' },
      },
    );
    await installation.file('Cáp sà xuống đường trước trường Nguyễn Tri Phương', {
      ...{ category: 'telecom.cable-sagging', lat: 16.4638, lon: 107.5909 },
    });
    const page = await openAs('op-1', `/reports/${code}`);
    await shot(page, 'case-desktop');
    await page.getByRole('heading', { level: 1, name: `Phản ánh ${code}` }).waitFor();
    await page.locator('[data-ready="true"]').waitFor();
    await page.waitForTimeout(800);
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'case-desktop');
    await page.getByRole('button', { name: 'Chuyển xử lý' }).click();
    await page.getByRole('dialog').waitFor();
    await page.waitForTimeout(500);
    await expectAccessible(page);
    await shot(page, 'case-assign-desktop');
    const phone = await openAs('op-1', `/reports/${code}`, {
      size: 'phone',
      scheme: 'dark',
      language: 'en',
    });
    await phone.locator('[data-ready="true"]').waitFor();
    await phone.waitForTimeout(500);
    await expectAccessible(phone);
    await expectNoSideways(phone);
    await shot(phone, 'case-phone');
  });
});

describe('triage', () => {
  it('is worked off with the keyboard alone: moved through, rejected, undone', async () => {
    const first = await installation.file('Có món đồ lạ nằm ở lề phố trước chợ', {
      ...{ lat: 16.47, lon: 107.58, address: 'Chợ Đông Ba' },
    });
    const second = await installation.file('Hai nhà tranh nhau lối vào chung', {
      ...{ lat: 16.4, lon: 107.7, address: '3 Bến Nghé' },
    });
    const page = await openAs('op-1', '/triage');
    const row = (code: string) => page.locator(`[data-code="${code}"]`);
    await row(first.code).waitFor();
    await row(second.code).waitFor();
    await page.getByRole('button', { name: 'Chuyển xử lý' }).waitFor();
    const on = (): Promise<string | null> =>
      page.locator('[data-current="true"]').getAttribute('data-code');
    const begun = await on();
    await page.keyboard.press('j');
    await page.locator(`[data-current="true"]:not([data-code="${begun}"])`).waitFor();
    await page.keyboard.press('k');
    await expectSoon(on, begun);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Phím tắt' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'triage-desktop');

    while ((await on()) !== second.code) await page.keyboard.press('j');
    await page.getByRole('link', { name: `Phản ánh ${second.code}` }).waitFor();
    await page.keyboard.press('r');
    await page.getByRole('dialog').waitFor();
    // The first reason has the focus.
    await page.getByRole('radio').first().waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+Enter');
    await row(second.code).waitFor({ state: 'detached' });
    await page.getByText('Sẽ gửi sau vài giây').waitFor();
    await page.keyboard.press('u');
    await row(second.code).waitFor();
    const kept = await installation.at('op-1');
    const report = await kept.get<{ state: string }>(`/v1/desk/reports/${second.code}`);
    expect(report.body.state).toBe('in_review');
  });

  it('keeps a case out of sight whose act waits, when the one before is done', async () => {
    const first = await installation.file('Vật gì đó bị bỏ lại bên lề', { address: 'Bến xe' });
    const second = await installation.file('Việc này hỏi ai cũng không rõ', { address: 'Cầu' });
    const page = await openAs('op-1', `/triage?case=${first.code}`);
    const row = (code: string) => page.locator(`[data-code="${code}"]`);
    const reject = async (code: string): Promise<void> => {
      await row(code).getByRole('button').click();
      await page.getByRole('link', { name: `Phản ánh ${code}` }).waitFor();
      await page.keyboard.press('r');
      await page.locator('input[type="radio"]:focus').waitFor();
      await page.keyboard.press('Space');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await reject(first.code);
    await page.evaluate(COUNT_RETURNS(second.code));
    // The act before it is sent by this one, and what waits is read anew: the server still has the second there.
    await reject(second.code);
    await page.getByText(`Không tiếp nhận: ${first.code} – xong.`).waitFor();
    await page.getByText(`Không tiếp nhận: ${second.code} – xong.`).waitFor();
    await expect(page.evaluate('window.returns')).resolves.toBe(0);
    await expect(row(second.code).count()).resolves.toBe(0);
  });

  it('keeps what was typed where somebody acted first, and says so', async () => {
    const { code } = await installation.file('Có cái gì đó chưa ổn ở đây', { address: 'Ngã tư' });
    const page = await openAs('op-1', `/reports/${code}`, { language: 'en' });
    await page.getByRole('button', { name: 'Assign' }).waitFor();
    await page.getByRole('button', { name: 'Reject' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('More about it').fill('Typed before the other one acted');
    const other = await installation.at('op-2');
    const seen = await other.get<{ version: number }>(`/v1/desk/reports/${code}`);
    const assigned = await other.post(`/v1/desk/reports/${code}/assign`, {
      ...{ unit: 'vnpt', version: seen.body.version },
    });
    expect(assigned.status).toBe(200);
    await dialog.getByRole('alert').waitFor();
    await expect(dialog.getByLabel('More about it').inputValue()).resolves.toBe(
      'Typed before the other one acted',
    );
  });

  it('acts on several at once, and says what came of each', async () => {
    const waiting = [
      await installation.file('Đề nghị xem lại chỗ này giúp', { address: 'Công viên' }),
      await installation.file('Nhờ xem lại cả chỗ này nữa', { address: 'Bến xe' }),
    ];
    const page = await openAs('op-1', '/triage', { scheme: 'dark' });
    for (const { code } of waiting) {
      await page.getByRole('checkbox', { name: `Chọn ${code}` }).check();
    }
    const bulk = page.getByRole('region', { name: 'Làm cùng lúc' });
    await bulk.waitFor();
    await bulk.getByRole('combobox').first().selectOption('reject');
    await expectAccessible(page);
    await shot(page, 'triage-bulk-desktop');
    await page.getByRole('button', { name: /^Thực hiện với/ }).click();
    await page.getByText('Xong 2, chưa được 0.').waitFor();
  });
});

describe('the list of all reports', () => {
  it('stands beside its map, is narrowed by its address, and is kept by name', async () => {
    const page = await openAs('op-1', '/reports?state=all');
    await page.getByRole('heading', { level: 1, name: 'Tất cả phản ánh' }).waitFor();
    await page.locator('[role="listitem"]').first().waitFor();
    await page.locator('[data-ready="true"]').waitFor();
    await page.getByLabel('Từ khóa, mã, địa chỉ').fill('cap sa xuong');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=cap/);
    await page.getByText(/^2 phản ánh/).waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'reports-desktop');
    await page.getByRole('button', { name: 'Lưu danh sách này' }).click();
    await page.getByLabel('Tên', { exact: true }).fill('Cáp sà');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByRole('button', { name: /^Cáp sà/ }).waitFor();
    const look = { size: 'phone', language: 'en', scheme: 'dark' } as const;
    const phone = await openAs('op-1', '/reports?state=all&show=map', look);
    await phone.locator('[data-ready="true"]').waitFor();
    await expectAccessible(phone);
    await expectNoSideways(phone);
    await shot(phone, 'reports-phone');
  });
});

describe('a unit’s cases', () => {
  it('stay beside the one that is opened, and on a phone stand alone', async () => {
    const operator = await installation.at('op-1');
    const assigned = async (text: string, address: string): Promise<string> => {
      const { code } = await installation.file(text, { address });
      const { body } = await operator.get<{ version: number }>(`/v1/desk/reports/${code}`);
      const sent = { unit: 'viettel', version: body.version };
      expect(await operator.post(`/v1/desk/reports/${code}/assign`, sent)).toMatchObject({
        status: 200,
      });
      return code;
    };
    const first = await assigned('Tủ thiết bị mở nắp ở góc đường', 'Góc Lê Lợi');
    const second = await assigned('Hộp nối rơi xuống vỉa hè', '7 Nguyễn Huệ');

    const page = await openAs('staff-viettel', '/cases');
    const card = (code: string) => page.locator(`[data-code="${code}"]`);
    const opened = (code: string) => page.getByRole('link', { name: `Phản ánh ${code}` });
    // One is open without a click, and the address says which.
    await page.waitForURL(/case=PA-/);
    await card(first).click();
    await opened(first).waitFor();
    await card(second).click();
    await page.waitForURL(new RegExp(`case=${second}$`));
    await opened(second).waitFor();
    await card(first).waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'unit-beside-desktop');
    await page.reload();
    await opened(second).waitFor();
    await page.getByRole('button', { name: 'Bắt đầu xử lý' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bắt đầu xử lý' }).click();
    await card(second).getByText('Đang xử lý').waitFor();
    await page.getByRole('button', { name: 'Báo đã xử lý' }).waitFor();

    const look = { size: 'phone', language: 'en', scheme: 'dark' } as const;
    const phone = await openAs('staff-viettel', `/cases?case=${second}`, look);
    const held = phone.locator(`[data-code="${first}"]`);
    await held.getByRole('button', { name: 'Begin work' }).waitFor();
    await expect(phone.getByRole('link', { name: `Report ${second}` }).count()).resolves.toBe(0);
    await expectAccessible(phone);
    await expectNoSideways(phone);
    await shot(phone, 'unit-cases-phone-dark-en');
    await held.getByRole('link', { name: first }).click();
    await phone.getByRole('heading', { level: 1, name: `Report ${first}` }).waitFor();
  });
});
