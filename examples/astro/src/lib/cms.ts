/** The CMS, as this server and as browsers reach it. Nothing is kept: each view asks for what is true now. */
import { createClient, unwrap } from "coalition-cms-client";

export const cmsUrl = new URL(process.env.CMS_URL || "http://localhost:8000").origin;
export const cmsPublicUrl = new URL(process.env.CMS_PUBLIC_URL || cmsUrl).origin;

const patient = (request: Request) => fetch(request, { signal: AbortSignal.timeout(10_000) }); // Slow is away.
export const cms = createClient({ baseUrl: cmsUrl, fetch: patient });
export const getSite = () => unwrap(cms.GET("/api/v2/site/"));
