"use client";

import { Failure } from "@/components/Failure";
import { typefaces } from "./fonts";
import "@/styles/index.css";

/** Stands in place of everything, when not even the menus could be made. */
export default function SiteError() {
  return (
    <html lang="en" className={typefaces}>
      <head>
        <title>This did not work</title>
      </head>
      <body>
        <Failure retry={() => location.reload()} />
      </body>
    </html>
  );
}
