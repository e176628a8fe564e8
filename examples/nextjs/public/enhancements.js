/**
 * What pages gain from a script, and can do without: the time of the visitor, and the sharing of the device. Each element
 * draws into a shadow of its own, so that no framework on the page minds.
 */
class LocalTime extends HTMLElement {
  connectedCallback() {
    const { instant, offset, locale } = this.dataset;
    const date = new Date(instant);
    const [hours = 0, minutes = 0] = offset.slice(1).split(":").map(Number);
    const there = (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
    if (this.shadowRoot || there === -date.getTimezoneOffset()) return;
    const format = { weekday: "long", hour: "numeric", minute: "2-digit", timeZoneName: "short" };
    this.attachShadow({ mode: "open" }).textContent = `For you: ${new Intl.DateTimeFormat(locale, format).format(date)}`;
  }
}

class ShareButton extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot || !navigator.share) return;
    const button = document.createElement("button");
    button.textContent = "More …";
    button.style.cssText = "all: unset; cursor: pointer; text-decoration: underline; outline: revert";
    const { title, url } = this.dataset;
    // Whoever closes the sheet of the device has not failed.
    button.addEventListener("click", () => navigator.share({ title, url }).catch(() => undefined));
    this.attachShadow({ mode: "open" }).append(button);
  }
}

customElements.define("local-time", LocalTime);
customElements.define("share-button", ShareButton);
