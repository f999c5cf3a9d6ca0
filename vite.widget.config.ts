import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type EnvironmentOptions, type Plugin } from 'vite';

/**
 * What customers load: `vite build --config vite.widget.config.ts` makes dist/widget.
 * - pages: /s/…, /kiosk/… and the editor's preview, with files named by their content
 * - survey.js: the renderer as a module, for the widget on other people's pages
 * - loader.js: the one script tag on the company's pages; test-page.js: tries it out
 * - kiosk-worker.js: keeps a kiosk going without a network
 */
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const renderer = at('src/clients/widget/renderer');
const outDir = at('dist/widget');
const target = 'es2022';
/** Compressing takes a moment, and that is no news for whoever starts Momente. */
const checks = { bundlerTimings: false };

/** One file of a fixed name, next to the others. (Vite's own "lib" mode would leave modules unminified.) */
const single = (name: string, entry: string, format: 'es' | 'iife'): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    outDir, target, emptyOutDir: false, copyPublicDir: false, modulePreload: { polyfill: false },
    rolldownOptions: { checks, input: { [name]: at(entry) }, preserveEntrySignatures: 'strict', output: { format, name: 'momente', entryFileNames: '[name].js', codeSplitting: false }, ...(format === 'iife' ? { transform: { define: { 'import.meta': '{}' } } } : {}) },
  },
});

export default defineConfig({
  root: renderer,
  base: '/widget/',
  publicDir: false,
  plugins: [keepCompressed()],
  define: { 'process.env.NODE_ENV': '"production"' },
  environments: {
    // First: it empties the folder.
    client: {
      build: {
        outDir, target, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false },
        rolldownOptions: { checks, input: ['answer', 'kiosk', 'preview'].map((page) => `${renderer}/${page}.html`) },
      },
    },
    survey: single('survey', 'src/clients/widget/renderer/open-survey.ts', 'es'),
    loader: single('loader', 'src/clients/widget/loader.ts', 'iife'),
    testPage: single('test-page', 'src/clients/widget/test-page.ts', 'iife'),
    worker: single('kiosk-worker', 'src/clients/widget/renderer/kiosk-worker.ts', 'iife'),
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) if (environment.name !== 'ssr') await builder.build(environment);
    },
  },
});

/** Scripts beside their compressed selves: phones wait for bytes, and no request has to compress them again. */
function keepCompressed(): Plugin {
  return {
    name: 'keep-compressed',
    apply: 'build',
    generateBundle(_, bundle) {
      // For browsers that cannot take their styles from a script, see mount-survey.tsx.
      if (bundle['survey.js']) this.emitFile({ type: 'asset', fileName: 'survey.css', source: readFileSync(`${renderer}/renderer.css`) });
      for (const [fileName, file] of Object.entries(bundle)) {
        const source = file.type === 'chunk' ? file.code : file.source;
        if (!/\.(js|css)$/.test(fileName)) continue;
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }) });
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) });
      }
    },
  };
}
