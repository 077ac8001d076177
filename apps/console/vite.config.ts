import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Plugin, defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const BUNDLES = ['citizen', 'staff'];

/** Each icon from its own file: the package's index is six thousand modules, read anew by every build. */
function ownIcons(): Plugin {
  const named = /import \{([^}]*)\} from '@tabler\/icons-react';/g;
  return {
    name: 'own-icons',
    enforce: 'pre',
    transform: (code, id) =>
      /\.tsx?$/.test(id) && code.includes('@tabler/icons-react')
        ? code.replace(named, (_, names: string) =>
            names
              .split(',')
              .map((name) => name.trim())
              .filter((name) => name !== '' && !name.startsWith('type '))
              .map(
                (name) => `import ${name} from '@tabler/icons-react/dist/esm/icons/${name}.mjs';`,
              )
              .join(' '),
          )
        : undefined,
  };
}

/** What a telephone installs the citizens' pages by, as it lies in `installable/`. */
const INSTALLED = ['manifest.webmanifest', 'icon-192.png', 'icon-512.png'];
/** Every page asks for these two; they lie in `public/`. */
const ALWAYS = ['/colour-scheme.js', '/favicon.svg'];
/** The map is large, and of little use where nothing answers: it is kept once it was shown. */
const ONCE_SHOWN = /^assets\/(PlaceMap|maplibre)/;

/** Makes a bundle one that can be installed, and opens without a connection. */
function installable(): Plugin {
  return {
    name: 'installable',
    enforce: 'post',
    generateBundle(_, bundle) {
      const assets = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
      const first = assets.filter((name) => !ONCE_SHOWN.test(name));
      const files = [...ALWAYS, ...[...INSTALLED, ...first].map((name) => `/${name}`)].sort();
      const build = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
      const worker = readFileSync(`${here}/installable/sw.js`, 'utf8')
        .replace('__BUILD__', build)
        .replace("'__FILES__'", files.map((file) => JSON.stringify(file)).join(', '));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: worker });
      for (const fileName of INSTALLED) {
        const source = readFileSync(`${here}/installable/${fileName}`);
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}

/** One build for each bundle, by `--mode`: each in a folder of its own, for the app that serves it. */
export default defineConfig(({ mode }) => {
  const bundle = mode === 'development' ? 'citizen' : mode;
  if (!BUNDLES.includes(bundle)) throw new Error(`--mode is one of ${BUNDLES.join(', ')}`);
  const server = bundle === 'citizen' ? 'http://127.0.0.1:3000' : 'http://127.0.0.1:3001';
  return {
    root: here,
    plugins: [ownIcons(), react(), ...(bundle === 'citizen' ? [installable()] : [])],
    server: {
      port: bundle === 'citizen' ? 5173 : 5174,
      open: `/${bundle}.html`,
      proxy: { '/v1': { target: server } },
    },
    build: {
      outDir: `${here}/../../dist/console/${bundle}`,
      emptyOutDir: true,
      target: 'es2022',
      // Nothing as a data: address; what the policy allows is what is fetched.
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1_500,
      rolldownOptions: {
        input: `${here}/${bundle}.html`,
        // What the first page needs is one file: to ask for each further one took the page some 20 ms with the
        // processor slowed four times.
        output: { codeSplitting: { groups: [{ name: bundle, tags: ['$initial'] }] } },
      },
    },
  };
});
