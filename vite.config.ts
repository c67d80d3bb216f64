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
    // The page's policy allows no inline anything, and WebKitGTK reads modules without help.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { include: ["**/*.test.ts"], environment: "node", css: true },
});
