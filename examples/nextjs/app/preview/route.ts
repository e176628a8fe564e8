/** The editor's panel opens this address. The token goes into a cookie, and out of the address bar. */
import type { NextRequest } from "next/server";
import { keep, previewPath } from "@/lib/preview";

export async function GET(request: NextRequest): Promise<Response> {
  const { searchParams } = request.nextUrl;
  const token = searchParams.get("token");
  const contentType = searchParams.get("content_type");
  if (!token || !contentType) return redirect(previewPath("none"));
  const session = await keep({ token, contentType });
  const shown = new URLSearchParams();
  for (const name of ["mode", "in_preview_panel"]) {
    const value = searchParams.get(name);
    if (value) shown.set(name, value);
  }
  return redirect(shown.size > 0 ? `${previewPath(session)}?${shown}` : previewPath(session));
}

/** A relative address, since behind a proxy this server does not know its own name. */
function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { Location: location } });
}
