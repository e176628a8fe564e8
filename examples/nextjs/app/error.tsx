"use client";

import { Failure } from "@/components/Failure";

/** Stands in place of a page that could not be made; the menus remain. */
export default function PageError({ reset }: { reset: () => void }) {
  return <Failure retry={reset} />;
}
