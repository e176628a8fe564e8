"use client";

import { connectEditor } from "coalition-cms-client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";

interface Properties {
  /** The origin of the CMS. */
  editor: string;
  /** Whether Wagtail's content checks look at what is shown. */
  checks: boolean;
}

/**
 * Lets a click on what an editor wrote put the cursor into the form, follows the cursor there, and shows what is typed:
 * the server renders the draft again, and React changes what differs.
 */
export function EditorConnection({ editor, checks }: Properties) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const shown = useRef<() => void>(null);
  useEffect(() => {
    if (!isPending) shown.current?.();
  }, [isPending]);
  useEffect(() => {
    const update = () =>
      new Promise<void>((resolve) => {
        shown.current = resolve;
        startTransition(() => router.refresh());
      });
    return connectEditor(editor, { update, checks });
  }, [editor, checks, router]);
  return null;
}
