/* Adds Wagtail's content checks to a preview on another origin. They exchange messages with the CMS page around it only. */
(() => {
  const cms = new URL(document.currentScript.src).origin;
  const userbar = new DOMParser().parseFromString({{ userbar|safe }}, "text/html");
  const absolute = (url) => new URL(url, cms).href;
  const template = userbar.querySelector("template");
  const { content } = template;
  content.querySelector("[data-wagtail-userbar]").dataset.wagtailUserbarOrigin = cms;
  for (const link of content.querySelectorAll("link")) link.href = absolute(link.getAttribute("href"));
  const configuration = content.querySelector("#checker-axe-configuration");
  const axe = JSON.parse(configuration.textContent);
  axe.spec.allowedOrigins = [cms];
  configuration.textContent = JSON.stringify(axe);
  document.body.append(template, document.createElement("wagtail-userbar"));
  for (const inert of userbar.querySelectorAll("script[src]")) {
    const script = document.createElement("script");
    script.src = absolute(inert.getAttribute("src"));
    // Execute the scripts in order.
    script.async = false;
    document.body.append(script);
  }
})();
