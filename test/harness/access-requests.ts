import { type DeclaredRoute } from '#libs/http';
import { type MatrixCase, type MatrixRequest } from './access-matrix.js';

const NO_UPLOAD = '00000000-0000-4000-8000-000000000000';
const SOON = '2026-04-05T10:00:00+07:00';
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();
const LATER = '2031-03-05T10:00:00+07:00';
/** What a command is sent: as it must be, so that it is refused for no other reason than access. */
const BODIES: Readonly<Record<string, (subject: MatrixCase) => object>> = {
  offer: () => ({ network: 'telecom' }),
  assign: () => ({ unit: 'viettel', words: 'x' }),
  refuse: () => ({ reason: 'x' }),
  transfer: () => ({ unit: 'viettel', reason: 'x' }),
  wait: () => ({ reason: 'weather', until: LATER }),
  answer: () => ({ text: 'x' }),
  ask_extension: () => ({ due_at: LATER, reason: 'x' }),
  deny: () => ({ reason: 'x' }),
  resolve: () => ({ text: 'x' }),
  return: () => ({ reason: 'x' }),
  reopen: () => ({ reason: 'x' }),
  reject: () => ({ reason: 'no_ground' }),
  merge: ({ code }) => ({ survivor: code }),
  link: ({ code }) => ({ other: code, kind: 'related' }),
  split: () => ({ children: [{ unit: 'hepco', text: 'x' }] }),
  withdraw: () => ({ reason: 'x' }),
  propose: () => ({ instant: 'ended_at', to: LATER, reason: 'x' }),
  words: () => ({ text: 'x' }),
  add: () => ({ photos: [{ id: NO_UPLOAD, token: 'x'.repeat(32) }] }),
  hide: () => ({ reason: 'x' }),
  show: () => ({ reason: 'x' }),
  mail: () => ({ on: true }),
  find: () => ({ phone: '0900 000 000' }),
  'PrivacyController.forget': () => ({ email: 'nobody@kip.test', reason: 'x' }),
  'ConfirmingController.ask': () => ({ way: 'mail' }),
  'ConfirmingController.try': () => ({ way: 'mail', code: '000000' }),
  'FollowsController.ask': () => ({ email: 'nobody@kip.test' }),
  'FollowsController.confirm': () => ({ token: 'x'.repeat(32) }),
  'FollowsController.leave': () => ({ token: 'x'.repeat(32) }),
  // With its token another's is added too: whoever holds that is its sender.
  'MeController.add': ({ code }) => ({ reports: [{ code, token: 'x'.repeat(43) }] }),
  tell: ({ code }) => ({ codes: [code], reason: 'x' }),
  'NotesController.add': () => ({ text: 'x', for_units: true }),
  'PersonController.give': () => ({ person: null }),
  redactText: () => ({ text: 'x', reason: 'x' }),
  restoreText: () => ({ reason: 'x' }),
  redactPhoto: () => ({ areas: [{ x: 0, y: 0, width: 1, height: 1 }], reason: 'x' }),
  restorePhoto: () => ({ reason: 'x' }),
  'BlocksController.add': () => ({
    kind: 'phone',
    value: '0905 123 456',
    reason: 'x',
    until: SOON,
  }),
  'ModerationController.pass': () => ({ reason: 'x' }),
  'BulkController.bulk': ({ code }) => ({
    ...{ action: 'assign', codes: [code], body: { unit: 'viettel' }, check: true },
  }),
  'TemplatesController.save': () => ({ name: 'x', text_vi: '{{code}}', actions: ['answer'] }),
  'SavedViewsController.save': () => ({ name: 'x', query: { state: 'assigned' } }),
  'WebhooksController.make': () => ({ name: 'x', url: 'https://hook.example.vn/' }),
  'RetentionController.save': () => ({ days: 60 }),
  'DataRequestsController.decide': () => ({ outcome: 'done', reason: 'x' }),
  'DataDemandsController.demand': () => ({ kind: 'tell', text: 'x' }),
  'KeysController.make': () => ({ name: 'x', rights: ['read_cases'], expires_at: TOMORROW }),
  'DocumentsController.ask': () => ({ year: 2026, format: 'json' }),
  'SchedulesController.save': () => ({ every: 'week', format: 'json', recipients: ['admin-1'] }),
  'TargetsController.save': () => ({
    ...{ name: { vi: 'x', en: 'x' }, metric: 'on_time_rate', value: 90 },
    ...{ from: '2031-01-01', until: '2031-12-31' },
  }),
  rate: () => ({ value: 'satisfied' }),
  'DeadController.drop': () => ({ reason: 'x' }),
  'CatalogueController.check': () => ({ code: 'x' }),
  'CatalogueController.save': () => ({ code: 'x' }),
  'SuggestController.suggest': () => ({ text: 'cáp võng' }),
  'RoutingController.suggest': () => ({ text: 'cáp võng' }),
  'RoutingController.test': () => ({ stream: 'field', text: 'cáp võng' }),
};

/** What each route is sent in the matrix: parameters, a query and a body, as they must be. */
export function requestFor({ handler, path }: DeclaredRoute): MatrixRequest {
  const [controller = '', method = ''] = handler.split('.');
  const body = BODIES[handler] ?? BODIES[method];
  return {
    parameters: {
      kind: 'unit',
      code: path.includes('/people/') ? 'staff-fpt-telecom' : 'office',
      ...{ name: 'responses', id: '0199f5a0-0000-7000-8000-000000000001' },
    },
    ...(controller === 'ClocksController' && { query: '?code=PA-2026-999999' }),
    ...(controller === 'FiguresController' && { query: '?from=2026-01-01&to=2026-12-31' }),
    ...(body && { body }),
  };
}
