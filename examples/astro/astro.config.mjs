import node from "@astrojs/node";
import { defineConfig, passthroughImageService } from "astro/config";

export default defineConfig({
  output: "server",
  adapter: node({ mode: "standalone" }),
  trailingSlash: "ignore", // The CMS knows the one address of each page, and middleware.ts leads there.
  image: { service: passthroughImageService() }, // The CMS makes every size.
  devToolbar: { enabled: false },
  build: { inlineStylesheets: "never" },
  vite: { build: { assetsInlineLimit: 0 } }, // Scripts are files, so that the content security policy can be strict.
});
