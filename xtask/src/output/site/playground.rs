//! The playground: a request that is checked in the browser, and the data that its scripts need of the contract.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::{Value, json};

use super::layout;
use super::model::Model;
use super::view::View;
use crate::output::file::Output;
use crate::output::phrasing::first_sentence;

/// A request with mistakes, one of which can be fixed by itself: so that there is something to see before anything is pasted.
const START: &str = r#"{
  "job": {
    "type": "PRECHECK",
    "params": {
      "job_id": "a0b1c2d3-e4f5-4a6b-8c7d-9e0f1a2b3c4d",
      "source_endpoints": []
    }
  }
}
"#;

/// The page.
pub(super) fn page(view: &View<'_>) -> Output {
    let about =
        "Checks a request in the browser: every mistake with its place, its reason and its fix. Nothing is sent.";
    let body = html! {
        h1 { "Playground" }
        p {
            "Paste a request, or drop a file: JSON, JSON Lines or YAML. It is checked as " code { "drs validate" }
            " checks it, by the same code, on this machine: the text goes nowhere and is not stored. A link carries it only if you ask "
            "for one, and without its secrets."
        }
        noscript { p { "This page needs a script. The command " code { "drs validate" } " does the same." } }
        link rel="stylesheet" href=(view.href("assets/playground.css"));
        div #playground hidden data-root=(view.href("")) data-worker=(view.href("assets/playground-worker.js"))
            data-editor=(view.href("assets/playground-editor.js")) data-examples=(view.href("assets/playground-examples.js")) {
            (choices(view))
            div.work {
                div.request {
                    label for="text" { "Request" }
                    textarea #text rows="20" spellcheck="false" autocomplete="off" autocapitalize="off" { (START) }
                    div #editor hidden {}
                    (actions())
                }
                section.report aria-labelledby="report" {
                    h2 #report { "Report" }
                    p #verdict.verdict { "The validator is being loaded." }
                    p #status.unseen role="status" {}
                    button #fix-all type="button" hidden { "Make all fixes" }
                    ol #findings {}
                }
            }
        }
        @for script in ["rules", "link", "findings"] {
            script src=(view.href(&format!("assets/playground-{script}.js"))) defer {}
        }
        script src=(view.href("assets/playground.js")) defer {}
    };
    layout::page(view, "Playground", about, &[], &body)
}

/// What the text is checked as, and examples to start from.
fn choices(view: &View<'_>) -> Markup {
    let operations = &view.model.contract.operations;
    html! {
        div.choices {
            div {
                label for="operation" { "Operation" }
                select #operation autocomplete="off" {
                    option value="" { "detected" }
                    @for operation in operations { option value=(operation.id) { (operation.id) } }
                }
            }
            div {
                label for="input" { "Format" }
                select #input autocomplete="off" {
                    option value="" { "detected" }
                    option value="json" { "JSON" }
                    option value="json-lines" { "JSON Lines" }
                    option value="yaml" { "YAML" }
                }
            }
            div {
                label for="example" { "Example" }
                select #example autocomplete="off" {
                    option value="" { "none chosen" }
                    @for operation in operations.iter().filter(|operation| !operation.examples.is_empty()) {
                        optgroup label=(operation.id) {
                            @for example in &operation.examples {
                                option value={ (operation.id) "/" (example.name) } { (example.name) }
                            }
                        }
                    }
                }
            }
            div {
                label for="file" { "File" }
                input #file type="file" accept=".json,.jsonl,.ndjson,.yaml,.yml" autocomplete="off";
            }
            div.check.wide {
                input #lenient type="checkbox" autocomplete="off";
                label for="lenient" { "Let unknown fields pass (" code { "--allow-unknown-fields" } ")" }
            }
        }
    }
}

/// What can be done with the text.
fn actions() -> Markup {
    html! {
        p.actions {
            button #share type="button" { "Make a link with this text" }
            " "
            span #share-note.label { }
        }
        div #shared hidden {
            label for="link" { "Link" }
            input #link readonly autocomplete="off" spellcheck="false";
        }
    }
}

/// `assets/playground-rules.js`: why the service refuses what breaks each rule, in a sentence. Scripts and not JSON, since the
/// policy of the pages lets them load nothing else.
pub(super) fn reasons(model: &Model<'_>) -> Output {
    let reason = |page: &crate::contract::Page| {
        let section = page.section("Why the service refuses it")?;
        Some((page.id.clone(), Value::from(format!("{}.", first_sentence(&section.text)))))
    };
    let reasons: BTreeMap<_, _> = model.contract.pages.iter().filter_map(reason).collect();
    script("playground-rules", "drsReasons", &json!(reasons))
}

/// `assets/playground-examples.js`: the text of each example, by operation and name.
pub(super) fn examples(model: &Model<'_>) -> Output {
    let examples = model.contract.operations.iter().map(|operation| {
        let texts = operation.examples.iter().map(|example| (example.name.clone(), Value::from(&*example.text)));
        (operation.id.clone(), texts.collect::<BTreeMap<_, _>>())
    });
    script("playground-examples", "drsExamples", &json!(examples.collect::<BTreeMap<_, _>>()))
}

fn script(name: &str, global: &str, value: &Value) -> Output {
    let text = format!("// @generated by cargo xtask site.\n\"use strict\";\nglobalThis.{global} = {value};\n");
    Output { path: format!("assets/{name}.js"), text }
}
