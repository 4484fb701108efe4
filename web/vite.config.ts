import { defineConfig } from "vitest/config";

// No plugins: tsconfig's jsxImportSource is enough for Preact. The page is served under a strict
// Content-Security-Policy, so nothing is inlined and no polyfill script is injected.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../api/static",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
  server: { proxy: { "/v1": "http://127.0.0.1:8000" } },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
});
