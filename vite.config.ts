import { defineConfig } from "vitest/config";

export default defineConfig({
  root: "ui",
  base: "./",
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "safari15",
    // The content security policy allows nothing inline, and WebKitGTK loads modules without a polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { include: ["**/*.test.ts"], environment: "node", css: true },
});
