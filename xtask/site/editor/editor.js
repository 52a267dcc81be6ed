// The editor of the playground: CodeMirror in a shadow root, which takes its styles as objects, so that the page's policy need
// not allow any in its text.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState } from "@codemirror/state";
import {
  EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

// The colours are variables of the page, which reach into a shadow root and follow the scheme.
const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "0.9rem", color: "var(--ink)", backgroundColor: "var(--paper)" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "SFMono-Regular", Consolas, "DejaVu Sans Mono", monospace', lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.5rem 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--quiet)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 8%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--accent) 30%, transparent)",
  },
  ".cm-selectionMatch, .cm-searchMatch": { backgroundColor: "var(--mark)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", outline: "1px solid var(--quiet)" },
  ".cm-lintRange": { backgroundImage: "none", textDecorationLine: "underline", textDecorationStyle: "wavy", textUnderlineOffset: "0.2em" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecorationColor: "var(--error)" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecorationColor: "var(--warning)" },
  ".cm-lintRange-active": { backgroundColor: "var(--mark)" },
  ".cm-tooltip, .cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--quiet)" },
  ".cm-tooltip-lint": { maxWidth: "min(36rem, 80vw)" },
  ".cm-diagnostic": { whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-textfield, .cm-button": {
    backgroundImage: "none", backgroundColor: "var(--paper)", color: "inherit", border: "1px solid var(--quiet)",
  },
});

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--key)" },
  { tag: tags.string, color: "var(--string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: "var(--literal)" },
  { tag: [tags.comment, tags.meta], color: "var(--quiet)" },
]);

const LANGUAGES = { json: () => json(), "json-lines": () => [], yaml: () => yaml() };

/** What of a text is replaced to get another: all but what both begin and end with. Whole characters, so that none is torn. */
function difference(from, to) {
  const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from.charCodeAt(start) === to.charCodeAt(start)) start += 1;
  if (start > 0 && (isLow(from.charCodeAt(start)) || isLow(to.charCodeAt(start)))) start -= 1;
  let end = 0;
  while (end < most - start && from.charCodeAt(from.length - 1 - end) === to.charCodeAt(to.length - 1 - end)) end += 1;
  if (end > 0 && isLow(from.charCodeAt(from.length - end))) end -= 1;
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) };
}

/** Makes an editor in an element: a text, its name for whoever cannot see it, and what to do when the text changes. */
function create({ parent, text, label, onChange }) {
  const root = parent.attachShadow({ mode: "open" });
  const language = new Compartment();
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), highlightSpecialChars(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(),
        highlightActiveLineGutter(), highlightSelectionMatches(), search({ top: true }), syntaxHighlighting(colors), theme,
        EditorView.lineWrapping, language.of(json()),
        // Tab leaves the editor, as it leaves any other field.
        keymap.of([
          { key: "F8", run: nextDiagnostic }, { key: "Shift-F8", run: previousDiagnostic }, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
        EditorView.updateListener.of((update) => update.docChanged && onChange()),
      ],
    }),
  });
  let shown = "json";
  return {
    get text() { return view.state.doc.toString(); },
    /** Replaces the text, as one step that can be undone. */
    set text(next) { view.dispatch({ changes: difference(view.state.doc.toString(), next), scrollIntoView: true }); },
    /** Shows the place of each finding, in UTF-16 units. */
    mark(findings) {
      const { length } = view.state.doc;
      const marks = findings.map(({ from, to, severity, id, message }) =>
        ({ from: Math.min(from, length), to: Math.min(to, length), severity, message: `${id}: ${message}` }));
      view.dispatch(setDiagnostics(view.state, marks));
    },
    /** Says what the text is written in. */
    speak(name) {
      if (name !== shown) view.dispatch({ effects: language.reconfigure(LANGUAGES[name]()) });
      shown = name;
    },
    select(from, to) {
      view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
      view.focus();
    },
    focus() { view.focus(); },
  };
}

globalThis.drsEditor = { create };
