/*
 * Finds Wagtail's controllers: `coalitionCms.controllerOf(element, name)`, and `formController(name)` for those of the
 * form that is edited. Both return null where there is none.
 */
(() => {
  const controllerOf = (element, name) =>
    element ? window.wagtail.app.getControllerForElementAndIdentifier(element, name) : null;
  const formController = (name) => controllerOf(document.querySelector("[data-edit-form]"), name);

  window.coalitionCms = { ...window.coalitionCms, controllerOf, formController };
})();
