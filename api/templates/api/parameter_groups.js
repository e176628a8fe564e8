{# A plugin of Swagger UI: lists have a hundred parameters, which it would show as one table. #}
/** Puts a heading above each group of parameters (`x-group`), and folds the groups that few readers need. */
function ParameterGroups({ React }) {
  const { createElement, createContext, useContext, useMemo, useState } = React;
  const Context = createContext(null);
  const keyOf = (parameter) => `${parameter.get("in")} ${parameter.get("name")}`;

  const groupParameters = (Original, { specSelectors }) =>
    function GroupedParameters(props) {
      const [opened, setOpened] = useState({});
      const groups = useMemo(() => {
        const described = specSelectors.specJson().get("x-parameter-groups");
        const found = {};
        for (const group of described?.toJS() ?? []) found[group.name] = { ...group, first: null, names: [] };
        props.parameters.forEach((parameter) => {
          const group = found[parameter.get("x-group")];
          if (!group) return;
          group.first ??= keyOf(parameter);
          group.names.push(parameter.get("name"));
        });
        return found;
      }, [props.parameters]);
      const toggle = (name) => setOpened((before) => ({ ...before, [name]: !before[name] }));
      const value = { groups, opened, toggle };
      return createElement(Context.Provider, { value }, createElement(Original, props));
    };

  const groupRow = (Original) =>
    function GroupedRow(props) {
      const context = useContext(Context);
      const group = context?.groups[props.rawParam.get("x-group")];
      const row = createElement(Original, props);
      if (!group) return row;
      const isOpen = !group.folded || Boolean(context.opened[group.name]);
      const heading = group.first === keyOf(props.rawParam) && createElement(Heading, { ...context, group, isOpen });
      return createElement(React.Fragment, null, heading, isOpen && row);
    };

  function Heading({ group, isOpen, toggle }) {
    const many = `${group.names.length} ${group.names.length === 1 ? "parameter" : "parameters"}`;
    const attributes = { type: "button", className: "parameter-group-toggle", "aria-expanded": isOpen };
    const button = createElement(
      "button",
      { ...attributes, onClick: () => toggle(group.name) },
      isOpen ? `Hide ${many}` : `Show ${many}`,
    );
    return createElement(
      "tr",
      { className: "parameter-group" },
      createElement(
        "th",
        { colSpan: 2, scope: "rowgroup" },
        createElement("span", { className: "parameter-group-name" }, group.name),
        createElement("span", { className: "parameter-group-description" }, group.description.replaceAll("`", "")),
        group.folded && button,
      ),
    );
  }

  /** All errors look alike: each is a line, without an example of its own. */
  const shortErrors = (Original) =>
    function ShortResponse(props) {
      if (!/^[45]/.test(props.code)) return createElement(Original, props);
      return createElement(
        "tr",
        { className: "response" },
        createElement("td", { className: "response-col_status" }, props.code),
        createElement("td", { className: "response-col_description", colSpan: 2 }, props.response.get("description")),
      );
    };

  return { wrapComponents: { parameters: groupParameters, parameterRow: groupRow, response: shortErrors } };
}
