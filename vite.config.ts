import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env['MOMENTE_SERVER'] ?? 'http://127.0.0.1:3000';

/** The page. `npm run dev` serves it with hot reload beside a running `npm start`. */
export default defineConfig({
  root: fileURLToPath(new URL('src/clients/web', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The server forbids inline scripts and data: URLs (content security policy), so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The largest are the lists against guessed passwords, loaded when somebody chooses one; a warning of them would greet every newcomer.
    chunkSizeWarningLimit: 1_300,
    rolldownOptions: {
      // Staff load this; a customer who answers a survey (/s/…) loads a page of its own: vite.widget.config.ts.
      input: fileURLToPath(new URL('src/clients/web/index.html', import.meta.url)),
      output: {
        codeSplitting: {
          // What changes with an upgrade of libraries apart from what changes with every release.
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
            // Only who writes at the desk needs the editor.
            { name: 'editor', test: /node_modules\/(@tiptap|@mantine\/tiptap|prosemirror-[a-z]+|linkifyjs)\//, priority: 4 },
            { name: 'mantine', test: /node_modules\/(@mantine|@floating-ui)\//, priority: 2 },
            { name: 'tanstack', test: /node_modules\/@tanstack\//, priority: 2 },
            { name: 'words', test: /node_modules\/(i18next|react-i18next)\//, priority: 2 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': server, '/v1': server, '/manual': server, '/s/': server, '/kiosk/': server, '/widget/': server },
  },
});
