"use client";

import { reportPreviewOver } from "coalition-cms-client";
import { useEffect } from "react";

/** Tells the editor's panel that it has to open another preview. */
export function ReportOver({ editor }: { editor: string }) {
  useEffect(() => reportPreviewOver(editor), [editor]);
  return null;
}
