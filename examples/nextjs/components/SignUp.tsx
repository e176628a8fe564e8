import { longInstant } from "@/lib/dates";
import { signUpAddress } from "@/lib/events";
import type { Rsvp } from "@/lib/types";
import { SmartLink } from "./SmartLink";

/** How one signs up for an event at this moment. */
export function SignUp({ rsvp, timezone, locale }: { rsvp: Rsvp; timezone: string; locale: string }) {
  const state = stateInWords(rsvp, timezone, locale);
  if (state) return <p className="sign-up-state">{state}</p>;
  const { mode, email, phone, label } = rsvp;
  return (
    <>
      <SmartLink href={signUpAddress(rsvp)} className="button">
        {label || "Sign up"}
      </SmartLink>
      {mode === "email" && <span className="line">{email}</span>}
      {mode === "phone" && <span className="line">{phone}</span>}
      {rsvp.contact_name && <span className="line">{rsvp.contact_name}</span>}
      {rsvp.deadline && <span className="line">Until {longInstant(rsvp.deadline, timezone, locale)}</span>}
    </>
  );
}

/** What there is to say where nobody can sign up now; empty where one can. */
function stateInWords({ state, mode, opens_at: opens }: Rsvp, timezone: string, locale: string): string {
  switch (state) {
    case "not_required":
      return mode === "walk_in" ? "Just come; there is no need to sign up." : "There is no need to sign up.";
    case "not_open":
      return opens ? `Sign-up opens ${longInstant(opens, timezone, locale)}.` : "Sign-up is not open yet.";
    case "full":
      return "All places are taken.";
    case "closed":
      return "Sign-up is closed.";
    case "cancelled":
      return "The event is canceled.";
    default:
      return mode === "invite_only" ? "By invitation only." : "";
  }
}
