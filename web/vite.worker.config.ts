import { defineConfig } from "vite";

// The service worker is one plain script at the root, so that its scope is the page; its name never changes.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../api/static",
    emptyOutDir: false,
    target: "es2022",
    reportCompressedSize: false,
    rollupOptions: {
      input: "src/offline/worker.ts",
      output: { format: "iife", entryFileNames: "worker.js" },
    },
  },
});
