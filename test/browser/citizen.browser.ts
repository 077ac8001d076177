import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type MailSink, startMailSink } from '../harness/mail-sink.js';
import { eventually } from '../harness/working.js';
import { Chromium, expectAccessible, expectNoSideways, shot } from './harness.js';
import { type TestInstallation, startInstallation } from './installation.js';

let sink: MailSink;
let installation: TestInstallation;
let chromium: Chromium;

beforeAll(async () => {
  sink = await startMailSink();
  [installation, chromium] = await Promise.all([
    startInstallation({ mailUrl: sink.url }),
    Chromium.start(),
  ]);
}, 120_000);
afterEach(() => chromium.closePages());
afterAll(async () => {
  await chromium.stop();
  await installation.stop();
  await sink.stop();
});

/** What a mail with this subject, once it has come to an address, says after a label: digits or a token. */
async function mailed(address: string, subject: string, label: string): Promise<string> {
  const sent = () =>
    sink.mails.findLast((mail) => mail.to === address && mail.subject.includes(subject));
  await eventually(async () => sent() !== undefined);
  return new RegExp(`${label}: *([\\w-]+)`).exec(sent()?.text ?? '')?.[1] ?? '';
}

describe('a citizen', () => {
  it.each(['phone', 'desktop'] as const)(
    'follows a report by its code and token, on a %s',
    async (size) => {
      const { code, token } = await installation.file('Dây cáp sà xuống đường trước cổng trường', {
        ...{
          category: 'telecom.cable-sagging',
          lat: size === 'phone' ? 16.4637 : 16.44,
          lon: 107.5909,
        },
      });
      const { page } = await chromium.open(installation.intakeUrl, { size });
      await page.getByRole('heading', { level: 1, name: 'Gửi phản ánh' }).waitFor();
      await expectAccessible(page);
      await expectNoSideways(page);
      await shot(page, `citizen-home-${size}`);

      await page.getByRole('navigation').getByRole('link', { name: 'Tra cứu' }).click();
      const heading = page.getByRole('heading', { level: 1, name: 'Tra cứu phản ánh' });
      await heading.waitFor();
      // Whoever does not see the page hears that it is another one.
      expect(await page.evaluate('document.activeElement.innerText')).toBe('Tra cứu phản ánh');
      await page.getByRole('button', { name: 'Xem phản ánh' }).click();
      await page.getByText('Nhập mã theo dõi.', { exact: true }).waitFor();
      await page.getByLabel('Mã phản ánh').fill(code.toLowerCase());
      await page.getByLabel('Mã theo dõi').fill(token);
      await expectAccessible(page);
      await shot(page, `citizen-find-${size}`);
      await page.getByRole('button', { name: 'Xem phản ánh' }).click();

      await page.getByRole('heading', { level: 1, name: code }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`/reports/${code}`);
      await page.getByText('Chờ đơn vị nhận').waitFor();
      await page.getByText('17:00 11/03/2026').waitFor();
      await page.getByText('Dây cáp sà xuống đường trước cổng trường').waitFor();
      await expectAccessible(page);
      await expectNoSideways(page);
      await shot(page, `citizen-report-${size}`);
    },
  );

  it('files a report with its place, on a phone, and what was typed survives a reload', async () => {
    const { page } = await chromium.open(installation.intakeUrl, { size: 'phone' });
    await page.context().grantPermissions(['geolocation']);
    await page.context().setGeolocation({ latitude: 16.4637, longitude: 107.5909 });
    await page.getByRole('button', { name: 'Lấy vị trí hiện tại' }).click();
    await page.getByText('Đã có vị trí: 16.46370, 107.59090').waitFor();
    await page.getByLabel('Nội dung phản ánh').fill('Cột điện nghiêng trước chợ');
    await page.reload();
    const text = page.getByLabel('Nội dung phản ánh');
    await text.waitFor();
    expect(await text.inputValue()).toBe('Cột điện nghiêng trước chợ');
    await expectAccessible(page);
    await expectNoSideways(page);
    await page.getByRole('button', { name: 'Gửi phản ánh' }).click();
    await page.getByRole('heading', { level: 1, name: 'Đã tiếp nhận phản ánh' }).waitFor();
    await expectAccessible(page);
    await shot(page, 'citizen-receipt-phone');
    await page.getByRole('link', { name: 'Xem phản ánh' }).click();
    await page.getByText('Cột điện nghiêng trước chợ').waitFor();
  });

  it('has a report sent once, when the connection is back', async () => {
    const { page, allow } = await chromium.open(installation.intakeUrl);
    allow(/ERR_INTERNET_DISCONNECTED/);
    const sent: number[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('/v1/reports')) sent.push(response.status());
    });
    await page.getByLabel('Nội dung phản ánh').fill('Nắp cống vỡ giữa đường, gửi lúc mất mạng');
    await page.getByLabel('Địa chỉ').fill('12 Lê Lợi');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Gửi phản ánh' }).click();
    await page.getByText('Chưa có kết nối mạng').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('heading', { level: 1, name: 'Đã tiếp nhận phản ánh' }).waitFor();
    expect(sent).toEqual([201]);
  });

  it('reads English where that is asked for, and in the dark', async () => {
    const look = { language: 'en', scheme: 'dark', size: 'phone' } as const;
    const { page } = await chromium.open(`${installation.intakeUrl}/reports`, look);
    await page.getByRole('heading', { level: 1, name: 'Track a report' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await expectAccessible(page);
    await shot(page, 'citizen-find-phone-dark-en');
    await page.getByRole('button', { name: 'VI, Tiếng Việt' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tra cứu phản ánh' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
  });

  it('is told what is wrong with a token, and what to do', async () => {
    const { code } = await installation.file('Rác thải chất đống đầu hẻm', {
      address: 'Chợ Đông Ba',
    });
    const { page, allow } = await chromium.open(`${installation.intakeUrl}/reports/${code}`);
    allow(/^404 GET \/v1\/reports\//);
    await page.getByLabel('Mã theo dõi').fill('khong-phai-ma-nay');
    await page.getByRole('button', { name: 'Xem phản ánh' }).click();
    await page.getByRole('alert').getByText('Không tìm thấy').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Tra cứu phản ánh khác' }).click();
    await page.getByLabel('Mã theo dõi').waitFor();
  });

  it('comes by the link of a mail, shows that the address is theirs, and wants no more mails', async () => {
    const email = 'hoa@example.vn';
    const { code, token } = await installation.file('Nắp hố ga vỡ trước nhà sinh hoạt cộng đồng', {
      ...{ address: '5 Bến Nghé', contact: { email } },
    });
    const { page, allow } = await chromium.open(
      `${installation.intakeUrl}/reports/${code}#${token}`,
    );
    const contact = page.getByRole('region', { name: 'Liên hệ của bạn' });
    await contact.getByRole('button', { name: 'Gửi mã qua thư' }).click();
    // The address does not give the token away.
    await page.waitForURL((url) => url.pathname === `/reports/${code}` && url.hash === '');
    const field = contact.getByRole('textbox', { name: 'Mã xác nhận' });
    await field.waitFor();
    const digits = await mailed(email, 'Mã xác nhận', 'Mã xác nhận');
    allow(/^422 POST .*confirm\/code$/);
    await field.fill(digits === '000000' ? '000001' : '000000');
    await contact.getByRole('button', { name: 'Xác nhận', exact: true }).click();
    await contact.getByText('Mã xác nhận không đúng').waitFor();
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'citizen-confirm-desktop');
    await field.fill(digits);
    await contact.getByRole('button', { name: 'Xác nhận', exact: true }).click();
    await contact.getByText('Đã xác nhận thư điện tử của bạn.').waitFor();
    await contact.getByRole('button', { name: 'Ngừng nhận thư' }).click();
    await contact.getByText('Hệ thống không gửi thư về phản ánh này nữa.').waitFor();
    const desk = await installation.at('op-1');
    const { body } = await desk.get<{ contact: { confirmed: { way: string }[] } }>(
      `/v1/desk/reports/${code}?contact=true`,
    );
    expect(body.contact.confirmed).toMatchObject([{ way: 'mail' }]);
  });

  it('follows the report of somebody else by the link of a mail, and no more by another', async () => {
    const email = 'lan@example.vn';
    const { code } = await installation.file('Búi cáp cũ trên cột số 7', {
      ...{ category: 'telecom.cable-dead', lat: 16.46, lon: 107.6 },
    });
    const { page } = await chromium.open(`${installation.intakeUrl}/follow?code=${code}`);
    await page.getByLabel('Thư điện tử').fill(email);
    await page.getByRole('button', { name: 'Theo dõi', exact: true }).click();
    await page.getByText('Đã gửi thư xác nhận.').waitFor();
    const token = await mailed(email, 'Xác nhận theo dõi', 'Xác nhận theo dõi');
    await page.goto('about:blank');
    await page.goto(`${installation.intakeUrl}/follow#${token}`);
    await page.getByRole('button', { name: 'Theo dõi', exact: true }).click();
    await page.getByText('Bạn đã theo dõi phản ánh này.').waitFor();
    const unit = await installation.at('staff-viettel');
    const followers = async (): Promise<number> =>
      (await unit.get<{ followers: number }>(`/v1/desk/reports/${code}`)).body.followers;
    for (const [act, sent] of [
      ['claim', {}],
      ['take', { person: 'staff-viettel' }],
      ['answer', { text: 'Đang huy động thêm đội' }],
    ] as const) {
      expect(await unit.post(`/v1/desk/reports/${code}/${act}`, sent)).toMatchObject({
        status: 200,
      });
    }
    await expect(followers()).resolves.toBe(1);

    const leaving = await mailed(email, 'Đơn vị đã phản hồi', 'Ngừng theo dõi');
    const look = { language: 'en', scheme: 'dark', size: 'phone' } as const;
    const phone = await chromium.open(`${installation.intakeUrl}/unfollow#${leaving}`, look);
    await phone.page.getByRole('button', { name: 'Stop following' }).waitFor();
    await expectAccessible(phone.page);
    await expectNoSideways(phone.page);
    await shot(phone.page, 'citizen-unfollow-phone-dark-en');
    await phone.page.getByRole('button', { name: 'Stop following' }).click();
    await phone.page.getByText('You follow this report no more.').waitFor();
    await expect(followers()).resolves.toBe(0);
  });

  it('demands that their data be erased, and is told by when', async () => {
    const { code, token } = await installation.file('Xe đậu chắn lối vào chợ', {
      address: 'Chợ Đông Ba',
    });
    const look = { language: 'en', scheme: 'dark', size: 'phone' } as const;
    const { page } = await chromium.open(
      `${installation.intakeUrl}/reports/${code}#${token}`,
      look,
    );
    const mine = page.getByRole('region', { name: 'My personal data' });
    await mine.getByRole('button', { name: 'Make a request' }).click();
    await mine.getByRole('button', { name: 'Send the request' }).click();
    await mine.getByText('Choose what you ask for.').waitFor();
    await mine.getByLabel('To have it erased').check();
    await mine.getByLabel('Your request').fill('Please erase my name and number');
    await expectAccessible(page);
    await expectNoSideways(page);
    await shot(page, 'citizen-demand-phone-dark-en');
    await mine.getByRole('button', { name: 'Send the request' }).click();
    await mine.getByText('Your request has been received.').waitFor();
    // Fifteen days from the second of March.
    await mine.getByText('17/03/2026').waitFor();
    await expectAccessible(page);
    await shot(page, 'citizen-demanded-phone-dark-en');
    await mine.getByRole('link', { name: 'Follow the request' }).click();
    await page.getByRole('heading', { level: 1, name: /^DL-/ }).waitFor();
    await page.getByText('Please erase my name and number').waitFor();
  });
});
