import type { EditAttributes } from "coalition-cms-client";

interface Properties {
  caption: string;
  header: string[];
  rows: string[][];
  edit?: EditAttributes;
}

/** A table, which may be wider than a phone and is then scrolled, also with the keyboard. */
export function Table({ caption, header, rows, edit }: Properties) {
  return (
    <div {...edit} className="scroll" tabIndex={0} role="region" aria-label={caption || "Table"}>
      <table>
        {caption && <caption>{caption}</caption>}
        {header.length > 0 && (
          <thead>
            <tr>
              {header.map((cell, index) => (
                <th key={index} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((cells, index) => (
            <tr key={index}>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
