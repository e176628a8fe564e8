/** Hands what the CMS serves for this site, such as its sitemap, on under the same name. */
import { proxyFeed } from "coalition-cms-client";
import { cmsUrl } from "./settings";

export function passThrough(request: Request): Promise<Response> {
  return proxyFeed(request, { baseUrl: cmsUrl() });
}
