import type { EditAttributes } from "coalition-cms-client";
import type { Image } from "@/lib/types";
import { Logo } from "./Logo";
import { Picture } from "./Picture";
import { RichText } from "./RichText";
import { SmartLink } from "./SmartLink";

export interface PersonCardProperties {
  name: string;
  photo: Image | null;
  href?: string | null;
  /** The line after the name. */
  line?: string;
  /** What they do here, such as “Keynote”. */
  role?: string;
  talk?: string;
  /** Rich text. */
  bio?: string;
  /** A logo is shown whole. */
  isLogo?: boolean;
  edit?: EditAttributes;
}

/** Somebody, or an organization, with picture and name. */
export function PersonCard({ name, photo, href, line, role, talk, bio, isLogo, edit }: PersonCardProperties) {
  return (
    <div className="person" {...edit}>
      {photo && isLogo ? (
        <Logo image={photo} decorative />
      ) : photo ? (
        <Picture image={photo} sizes="6.5rem" decorative />
      ) : (
        <span className="initial" aria-hidden="true">
          {name.charAt(0)}
        </span>
      )}
      <div>
        {role && <p className="kicker">{role}</p>}
        <p className="name">
          <SmartLink href={href}>{name}</SmartLink>
        </p>
        {line && <p className="line">{line}</p>}
        {talk && <p className="talk">“{talk}”</p>}
        <RichText html={bio} />
      </div>
    </div>
  );
}
