/* How the page is built: React's API shipped on Preact, hashed names, and no inline script or style, because
   the server's content security policy refuses both. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/* The theme must be known before the first paint. A classic script in the head does that; it is emitted under
   a hashed name like everything else. */
function earlyTheme(): Plugin {
  let reference = '';
  return {
    name: 'early-theme',
    apply: 'build',
    buildStart() {
      reference = this.emitFile({ type: 'asset', name: 'theme.js', source: readFileSync(here('src/theme.js')) });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        const name = Object.values(context.bundle ?? {}).find((file) => file.name === 'theme.js')?.fileName;
        if (!reference || !name) throw new Error('theme.js was not emitted');
        return html.replace('src="/src/theme.js"', `src="/${name}"`);
      },
    },
  };
}

const CORE = /node_modules\/(preact|@tanstack\/(react-query|query-core))\/|src\/(api\/(client|queries)|features\/transactions\/(filters|first)|route|text\/(catalogue|en|format)|shell\/(early|session|views)|ui\/(Button|Field|icons|State|toast)|value\/date)\b/;
const FRAME = /src\/(shell\/(Inside|Shell|Bell|DropZone|keys|local|match|pages|upload)|ui\/(Amount|Card|Dialog|FileKind|FormDialog|Menu|Popover|save)|features\/categories\/(Glyph|glyphs|tree))\b/;

export default defineConfig({
  plugins: [earlyTheme()],
  resolve: {
    alias: [
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom$/, replacement: 'preact/compat' },
      { find: /^react$/, replacement: 'preact/compat' },
      { find: /^~\//, replacement: `${here('src')}/` },
    ],
  },
  build: {
    target: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    manifest: true,
    cssCodeSplit: false, /* 14 KiB in all: a view never waits for its looks */
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      /* What the entry needs is one file, and so is what every view needs: small ones would wait for each other. */
      output: { codeSplitting: { groups: [{ name: 'core', test: CORE }, { name: 'frame', test: FRAME }] } },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: process.env['FLORIN_URL'] ?? 'http://127.0.0.1:8080', ws: true } },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
