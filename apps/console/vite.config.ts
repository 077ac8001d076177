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

/** One build for each bundle, by `--mode`: each in a folder of its own, for the app that serves it. */
export default defineConfig(({ mode }) => {
  const bundle = mode === 'development' ? 'citizen' : mode;
  if (!BUNDLES.includes(bundle)) throw new Error(`--mode is one of ${BUNDLES.join(', ')}`);
  const server = bundle === 'citizen' ? 'http://127.0.0.1:3000' : 'http://127.0.0.1:3001';
  return {
    root: here,
    plugins: [ownIcons(), react()],
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
      rolldownOptions: { input: `${here}/${bundle}.html` },
    },
  };
});
