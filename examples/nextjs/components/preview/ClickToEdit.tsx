"use client";

import { connectEditor } from "coalition-cms-client";
import { useEffect } from "react";

/** Lets a click on what an editor wrote put the cursor into the form, and follows the cursor there. */
export function ClickToEdit({ editor }: { editor: string }) {
  useEffect(() => connectEditor(editor), [editor]);
  return null;
}
