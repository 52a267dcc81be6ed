// The list of what is wrong with a request. Its texts come from the validator, which hides secrets in them.
"use strict";

globalThis.drsFindings = (() => {
  /** An element with its children; texts in it are texts, whatever is in them. */
  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  /** A text whose parts in backticks are code. */
  function prose(text) {
    return text.split("`").map((part, index) => (index % 2 === 1 ? element("code", "", part) : part));
  }

  function button(className, act, ...children) {
    const made = element("button", className, ...children);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function place({ document: number, line, column }) {
    return `${number === undefined ? "" : `document ${number}, `}line ${line}, column ${column}`;
  }

  /** An item of the list: what is wrong, where, why, what to do, and a button that does it where that is safe. */
  function item(finding, reason, { root, select, fix }) {
    const { id, name, severity, message, help, related } = finding;
    const link = element("a", "id", id);
    link.href = `${root}rules/${encodeURIComponent(id)}.html`;
    const made = element("li", `finding ${severity}`,
      element("p", "head", link, " ", element("span", "slug", name), " ", element("span", severity, severity), " ",
        button("place", () => select(finding), place(finding))),
      element("p", "message", ...prose(message)));
    for (const other of related) {
      made.append(element("p", "related", ...prose(other.message), " ", button("place", () => select(other), place(other))));
    }
    if (help) made.append(element("p", "help", element("span", "label", "Help: "), ...prose(help)));
    if (reason) made.append(element("p", "reason", element("span", "label", "Why: "), ...prose(reason)));
    if (finding.fix) made.append(button("fix", () => fix(finding), "Fix: ", ...prose(finding.fix.message)));
    return made;
  }

  /** Shows findings in a list, each with the reason that the page of its rule gives. */
  function show(list, findings, reasons, actions) {
    list.replaceChildren(...findings.map((finding) => item(finding, reasons[finding.id], actions)));
  }

  return { element, show };
})();
