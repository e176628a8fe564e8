import node from "@astrojs/node";
import { defineConfig, passthroughImageService } from "astro/config";

export default defineConfig({
  output: "server",
  adapter: node({ mode: "standalone" }),
  image: { service: passthroughImageService() }, // The CMS makes every size.
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0 } }, // Scripts are files, so that the content security policy can be strict.
});
