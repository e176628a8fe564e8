/** The body of a page: one component for each type of block. */
import { editAttributes, type Editable, type EditAttributes } from "coalition-cms-client";
import type { Block } from "@/lib/types";
import { Cards } from "../Card";
import { Figure } from "../Figure";
import { People } from "../People";
import { RichText } from "../RichText";
import { SmartLink } from "../SmartLink";
import { Table } from "./Table";

export function Body({ page }: { page: Editable & { body: Block[] } }) {
  return page.body.map((block, index) => (
    <BlockView key={block.id ?? index} block={block} edit={editAttributes(page, `/body/${index}`)} />
  ));
}

function BlockView({ block, edit }: { block: Block; edit: EditAttributes }) {
  switch (block.type) {
    case "paragraph":
      return <RichText html={block.value} edit={edit} />;
    case "heading": {
      const { text, level, anchor } = block.value;
      const Name = `h${level}` as "h2" | "h3" | "h4";
      return (
        <Name id={anchor} {...edit}>
          {text}
        </Name>
      );
    }
    case "image":
      return <Figure image={block.value.image} caption={block.value.caption} layout={block.value.layout} edit={edit} />;
    case "gallery":
      return (
        <ul className="gallery" {...edit}>
          {block.value.images.map((image) => (
            <li key={image.id}>
              <Figure image={image} />
            </li>
          ))}
        </ul>
      );
    case "quote": {
      const { text, attribution, role, person, attribution_url: url, source_url: source } = block.value;
      const href = url ?? person?.html_path;
      return (
        <figure className="quote" {...edit}>
          <blockquote cite={source ?? undefined}>
            <p>{text}</p>
          </blockquote>
          {(attribution || role) && (
            <figcaption>
              <SmartLink href={href} className="name">
                {attribution}
              </SmartLink>
              {role && <span>{role}</span>}
              {source && <a href={source}>Source</a>}
            </figcaption>
          )}
        </figure>
      );
    }
    case "embed": {
      // Only a link: the other site learns of the visitor when they follow it, not before.
      const { url, title, provider } = block.value;
      return (
        <p className="box embed" {...edit}>
          <SmartLink href={url}>{title || provider || url}</SmartLink>
          {title && provider && <span className="muted"> on {provider}</span>}
        </p>
      );
    }
    case "call_to_action": {
      const { text, link } = block.value;
      return (
        <div className="box action" {...edit}>
          <p>{text}</p>
          {link && (
            <SmartLink href={link.href} className="button">
              {link.label}
            </SmartLink>
          )}
        </div>
      );
    }
    case "document":
      return (
        <p className="box document" {...edit}>
          <SmartLink href={block.value.document.meta.download_url}>{block.value.document.title}</SmartLink>
          {block.value.description && <span className="muted"> {block.value.description}</span>}
        </p>
      );
    case "table":
      return <Table {...block.value} edit={edit} />;
    case "callout": {
      const { tone, title, text } = block.value;
      return (
        <div className={`box callout ${tone}`} role="note" {...edit}>
          {title && <p className="callout-title">{title}</p>}
          <RichText html={text} />
        </div>
      );
    }
    case "people":
      return (
        <People
          people={block.value.people.map((person) => ({ ...person, line: person.job_title, href: person.html_path }))}
          edit={edit}
        />
      );
    case "related_pages":
      return <Cards pages={block.value.pages} edit={edit} />;
    default:
      // A type that the CMS has learned since; nothing is better than a broken page.
      return null;
  }
}
