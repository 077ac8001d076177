/** The arrows of docs/architecture.md; a broken one fails the build. */
const LIBS = {
  domain: [],
  config: [],
  watch: ['config'],
  contracts: ['domain'],
  dto: ['domain', 'contracts'],
  store: ['domain', 'contracts', 'config'],
  queue: ['contracts', 'store', 'config', 'watch'],
  pipeline: ['domain', 'contracts', 'dto', 'store'],
  notify: ['domain', 'contracts', 'config', 'outgoing'],
  figures: ['domain', 'contracts', 'dto', 'store'],
  documents: ['domain', 'contracts', 'dto', 'store', 'figures'],
  access: ['domain', 'contracts', 'store', 'config'],
  http: ['domain', 'contracts', 'store', 'config', 'watch', 'outgoing'],
  outgoing: ['config'],
  media: ['config', 'contracts', 'dto', 'store'],
  map: ['domain', 'config', 'contracts', 'dto', 'store'],
};
const APPS = ['intake', 'router', 'deadlines', 'metrics', 'desk'];

const libRules = Object.entries(LIBS).map(([lib, allowed]) => ({
  name: `lib-${lib}-imports-only-${allowed.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^libs/${lib}/` },
  to: { path: '^(libs|apps|test)/', pathNot: `^libs/(${[lib, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...libRules,
    {
      name: 'bodies-are-loaded-by-http-alone',
      comment: 'their decorators bring a third of a second of Nest; elsewhere they are types',
      severity: 'error',
      from: { path: '^libs/(pipeline|figures|documents|media|map)/' },
      to: { path: '^libs/dto/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'apps-never-import-apps',
      comment: 'only kip mounts the others',
      severity: 'error',
      from: { path: `^apps/(${APPS.join('|')})/` },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'the-console-stands-alone',
      comment: 'it speaks to the system through the generated client, and brings its own packages',
      severity: 'error',
      from: { path: '^apps/console/' },
      to: { path: '^(libs|apps|test)/', pathNot: '^apps/console/' },
    },
    {
      name: 'only-the-console-is-imported-by-the-console',
      severity: 'error',
      from: { path: '^(apps|libs|test)/', pathNot: '^apps/console/' },
      to: { path: '^apps/console/' },
    },
    {
      name: 'staff-and-citizens-share-by-shared',
      comment: 'what one bundle has, the other must not carry',
      severity: 'error',
      from: { path: '^apps/console/src/(citizen|staff)/' },
      to: { path: '^apps/console/src/(citizen|staff)/', pathNot: '^apps/console/src/$1/' },
    },
    {
      name: 'only-queue-knows-bullmq',
      severity: 'error',
      from: { pathNot: '^libs/queue/' },
      to: { path: '^(node_modules/)?(bullmq|@nestjs/bullmq|ioredis)' },
    },
    {
      name: 'only-store-knows-typeorm-and-pg',
      severity: 'error',
      comment: 'but the embedded server, whose databases are made before any store can open',
      from: { path: '^(apps|libs)/', pathNot: '^(libs/store|apps/kip/src/embedded)/' },
      to: { path: '^node_modules/(typeorm|pg)/' },
    },
    {
      name: 'only-notify-knows-nodemailer',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/notify/' },
      to: { path: '^(node_modules/)?nodemailer' },
    },
    {
      name: 'only-outgoing-knows-undici',
      comment: 'one way out, which looks at every address',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/outgoing/' },
      to: { path: '^(node_modules/)?undici' },
    },
    {
      name: 'only-media-decodes-images-and-speaks-s3',
      comment: 'but the charts, which documents draw themselves and decode nothing for',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/(media/|documents/src/chart-picture[.]ts)' },
      to: { path: '^(node_modules/)?(sharp|exif-reader|aws4fetch)/' },
    },
    {
      name: 'only-map-knows-shapes',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/map/' },
      to: { path: '^(node_modules/)?@turf/' },
    },
    {
      name: 'only-documents-writes-office-files',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^libs/documents/' },
      to: { path: '^(node_modules/)?(docx|pdfmake|write-excel-file|fflate)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'the date library and nothing else',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: '[.]spec[.]ts$' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/temporal-polyfill' },
    },
    {
      name: 'stages-never-import-stages',
      severity: 'error',
      from: { path: '^libs/pipeline/.*[.]stage[.]ts$' },
      to: { path: '^libs/pipeline/.*[.]stage[.]ts$' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
    },
  },
};
