import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// `npm run crm` builds with this; with its server running, `npx vite examples/crm-frontend` reloads what is edited
export default defineConfig({
  root: at("."),
  plugins: [react()],
  resolve: {
    // in a project of your own the package is found by its name
    alias: [
      { find: /^castellan$/, replacement: at("../../src/index.ts") },
      { find: /^castellan\/(.+)$/, replacement: at("../../src/$1/index.ts") },
    ],
  },
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { "/api": "http://127.0.0.1:4173" } },
});
