"use strict";
{# The one of drf-spectacular asks for a cookie against forged requests; nothing here can be written. #}
{% include "api/parameter_groups.js" %}
SwaggerUIBundle({
  url: "{{ schema_url|escapejs }}",
  dom_id: "#swagger-ui",
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [ParameterGroups],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  supportedSubmitMethods: ["get", "head"],
});
