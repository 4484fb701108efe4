import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// The pages of staff are built apart from the patients' page, so that nothing of theirs is ever loaded by a phone.
const PAGES = ["sign-in", "people", "editor", "releases", "facilities", "print"];

export default defineConfig({
  base: "./",
  publicDir: false,
  resolve: { alias: [{ find: /^\.\.\/render\/canvas\/style\.js$/, replacement: fileURLToPath(new URL("src/editor/map/noflatstyles.ts", import.meta.url)) }] },
  build: {
    outDir: "../api/static",
    emptyOutDir: false,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rollupOptions: { input: Object.fromEntries(PAGES.map((page) => [page, `${page}.html`])) },
  },
  server: { proxy: { "/v1": "http://127.0.0.1:8000" } },
});
