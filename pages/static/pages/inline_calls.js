/*
 * `<inline-call data-call="new ImageChooser" data-arguments="[…]">` makes a call when it comes into the page, as an inline script
 * would, which the content security policy forbids. Like a script it does so once, also if it is moved, and not inside of a
 * `<template>`. It calls only what sets up a widget: whoever brings such an element into a page can run nothing else.
 */
(() => {
  const CALLS = /^(?:new (?:\w+Chooser|InlinePanel|MultipleChooserPanel)|create\w+Chooser)$/;
  const called = new WeakSet();

  class InlineCall extends HTMLElement {
    connectedCallback() {
      const { call, arguments: written } = this.dataset;
      if (called.has(this) || !CALLS.test(call)) return;
      called.add(this);
      const name = call.replace("new ", "");
      if (call === name) {
        window[name](...JSON.parse(written));
      } else {
        new window[name](...JSON.parse(written));
      }
    }
  }

  customElements.define("inline-call", InlineCall);
})();
