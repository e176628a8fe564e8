/*
 * Shows beside each date and time what the server understands from what is typed, and offers a calendar.
 *
 * Nothing is understood or changed here: the text stays as it was typed.
 */
(() => {
  const PAUSE = 250;
  const PICKERS = { date: "date", time: "time", instant: "datetime-local" };
  const LABELS = { date: "Choose from a calendar", time: "Choose a time", instant: "Choose from a calendar" };

  /** Ask the server once typing pauses; only the last answer counts. */
  function asking(answered) {
    let waiting = null;
    let last = 0;
    return (url, delay = PAUSE) => {
      clearTimeout(waiting);
      const number = (last += 1);
      waiting = setTimeout(async () => {
        try {
          const response = await fetch(url, { headers: { Accept: "application/json" } });
          if (response.ok && number === last) answered(await response.json());
        } catch {
          if (number === last) answered({ words: "", error: "" });
        }
      }, delay);
    };
  }

  class Typed extends window.StimulusModule.Controller {
    static targets = ["words"];
    static values = { url: String, kind: String, zone: String };

    connect() {
      this.field = this.element.querySelector("input");
      this.ask ??= asking((answer) => this.show(answer));
      if (!this.element.querySelector(".pages-typed__open")) this.addPicker();
    }

    read(event) {
      if (event?.target !== this.field) return;
      const query = new URLSearchParams({ kind: this.kindValue, text: this.field.value, zone: this.zoneValue });
      this.ask(`${this.urlValue}?${query}`);
    }

    show({ words, error }) {
      this.wordsTarget.textContent = error || words;
      this.wordsTarget.classList.toggle("pages-typed__words--error", Boolean(error));
      if (error) this.field.setAttribute("aria-invalid", "true");
      else this.field.removeAttribute("aria-invalid");
    }

    addPicker() {
      const picker = document.createElement("input");
      picker.type = PICKERS[this.kindValue];
      picker.className = "pages-typed__picker";
      picker.tabIndex = -1;
      picker.setAttribute("aria-hidden", "true");
      const open = document.createElement("button");
      open.type = "button";
      open.className = "pages-typed__open button button-small button-secondary";
      open.setAttribute("aria-label", LABELS[this.kindValue]);
      open.title = LABELS[this.kindValue];
      const icon = this.kindValue === "time" ? "time" : "calendar-alt";
      open.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`;
      open.addEventListener("click", () => picker.showPicker());
      picker.addEventListener("change", (event) => {
        event.stopPropagation();
        if (!picker.value) return;
        this.field.value = picker.value.replace("T", " ");
        this.field.dispatchEvent(new Event("input", { bubbles: true }));
        this.field.dispatchEvent(new Event("change", { bubbles: true }));
      });
      picker.addEventListener("input", (event) => event.stopPropagation());
      this.field.after(picker, open);
    }
  }

  /** The span of an event, from all fields of the form that determine it. */
  class EventSpan extends window.StimulusModule.Controller {
    static targets = ["words"];
    static values = { url: String, fields: Array };

    connect() {
      this.ask ??= asking(({ words }) => (this.wordsTarget.textContent = words));
      this.form = this.element.closest("form");
      this.listen = ({ target }) => this.fieldsValue.includes(target.name) && this.read();
      for (const type of ["input", "change"]) this.form.addEventListener(type, this.listen);
    }

    disconnect() {
      for (const type of ["input", "change"]) this.form.removeEventListener(type, this.listen);
    }

    read() {
      const data = new FormData(this.form);
      const query = new URLSearchParams(this.fieldsValue.map((name) => [name, data.get(name) ?? ""]));
      this.ask(`${this.urlValue}?${query}`);
    }
  }

  window.wagtail.app.register("pages-typed", Typed);
  window.wagtail.app.register("pages-event-span", EventSpan);
})();
