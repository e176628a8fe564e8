"use strict";
{# The one of drf-spectacular asks for a cookie against forged requests; nothing here can be written. #}
SwaggerUIBundle({
  url: "{{ schema_url|escapejs }}",
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "none",
  supportedSubmitMethods: ["get", "head"],
});
