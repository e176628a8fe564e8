import { Missing } from "@/components/pages/Missing";
import { resolve } from "@/lib/cms";
import { isOwnPath, requestedPath } from "@/lib/path";

/** What stands in place of a page that is not there, or not there any more. Next.js makes it beside every page, in case. */
export default async function NotFound() {
  const path = await requestedPath();
  // About paths of this site itself, such as that of its search, the CMS has nothing to say.
  return <Missing answer={isOwnPath(path) ? { outcome: "not_found", suggestions: [] } : await resolve(path)} />;
}
