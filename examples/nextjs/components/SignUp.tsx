import { longInstant } from "@/lib/dates";
import type { Rsvp } from "@/lib/types";
import { SmartLink } from "./SmartLink";

/** How one signs up for an event at this moment. */
export function SignUp({ rsvp, timezone, locale }: { rsvp: Rsvp; timezone: string; locale: string }) {
  switch (rsvp.state) {
    case "not_required":
      return rsvp.mode === "walk_in" ? "Just come; there is no need to sign up." : "There is no need to sign up.";
    case "not_open":
      return rsvp.opens_at ? `Opens ${longInstant(rsvp.opens_at, timezone, locale)}.` : "Not open yet.";
    case "full":
      return "All places are taken.";
    case "closed":
      return "Closed.";
    case "cancelled":
      return "The event is canceled.";
    default:
      return (
        <>
          <Way rsvp={rsvp} />
          {rsvp.contact_name && <span className="muted"> {rsvp.contact_name}</span>}
          {rsvp.deadline && <span className="muted line">Until {longInstant(rsvp.deadline, timezone, locale)}</span>}
        </>
      );
  }
}

function Way({ rsvp: { mode, url, email, phone, label } }: { rsvp: Rsvp }) {
  if (mode === "invite_only") return "By invitation only.";
  const address = { url, email: email && `mailto:${email}`, phone: phone && `tel:${phone.replace(/[^+\d]/g, "")}` };
  const href = mode in address ? address[mode as keyof typeof address] : null;
  return (
    <>
      <SmartLink href={href} className="button">
        {label || "Sign up"}
      </SmartLink>
      {mode === "email" && <span className="line">{email}</span>}
      {mode === "phone" && <span className="line">{phone}</span>}
    </>
  );
}
