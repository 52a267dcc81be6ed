//! The site of the whole contract: its links, its markup, what it may not hold; and pages of a small contract.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use insta::assert_snapshot;
use regex::Regex;

use super::{Texts, outputs};
use crate::codegen;
use crate::contract::Contract;
use crate::files::extension;
use crate::output::Output;
use crate::testing::{contract, edited, files};

/// The contract in `spec/`.
static CONTRACT: LazyLock<Contract> = LazyLock::new(|| codegen::contract(&crate::root()).unwrap());

/// Its site.
static SITE: LazyLock<Vec<Output>> = LazyLock::new(|| make(&CONTRACT));

fn make(contract: &Contract) -> Vec<Output> {
    let read = |path: &str| fs::read_to_string(crate::root().join(path)).unwrap();
    outputs(contract, Texts { changelog: &read("CHANGELOG.md"), spec: &read("spec/README.md"), playground: true })
        .unwrap()
}

fn pages() -> impl Iterator<Item = &'static Output> {
    SITE.iter().filter(|file| extension(&file.path) == "html")
}

/// A page of the small contract, one of its files changed.
fn small(page: &str, from: &str, to: &str) -> String {
    let changed = if from.is_empty() { files(&[]) } else { edited("spec/schemas/thing.yaml", from, to) };
    let texts = Texts { changelog: "# Changelog\n", spec: "", playground: false };
    let outputs = outputs(&contract(changed), texts).unwrap();
    outputs.into_iter().find(|output| output.path == page).unwrap().text
}

/// A page with a line for each tag that begins one.
fn lines(page: &str) -> String {
    let body = page.split_once("<main").map_or("", |(_, rest)| rest).split_once("</main>").unwrap().0;
    Regex::new("<(h[1-4]|p|div|section|dl|ul|li|details|summary|pre|figure|tr|dt|dd)\\b")
        .unwrap()
        .replace_all(body, "\n$0")
        .into_owned()
}

fn captures<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
    Regex::new(pattern).unwrap().captures_iter(text).map(|found| found.get(1).unwrap().as_str()).collect()
}

/// The file and the fragment that an address on a page leads to.
fn target(page: &str, address: &str) -> (String, Option<String>) {
    let (file, fragment) =
        address.split_once('#').map_or((address, None), |(file, rest)| (file, Some(rest.to_owned())));
    if file.is_empty() {
        return (page.to_owned(), fragment);
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        if part == ".." {
            assert!(parts.pop().is_some(), "`{address}` on {page} leaves the site");
        } else {
            parts.push(part);
        }
    }
    (parts.join("/"), fragment)
}

#[test]
fn the_same_contract_gives_the_same_bytes() {
    assert!(*SITE == make(&CONTRACT.clone()));
}

#[test]
fn every_link_and_every_anchor_leads_somewhere() {
    let mut ids = BTreeMap::new();
    for page in SITE.iter() {
        let all = captures(" id=\"([^\"]*)\"", &page.text);
        let distinct: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), distinct.len(), "{} has an id twice", page.path);
        ids.insert(page.path.as_str(), distinct);
    }
    let mut links = 0;
    for page in pages() {
        for address in captures(" (?:href|src|data-index)=\"([^\"]*)\"", &page.text) {
            let (file, fragment) = target(&page.path, address);
            let found = ids.get(file.as_str()).unwrap_or_else(|| panic!("`{address}` on {} leads nowhere", page.path));
            assert!(
                fragment.as_deref().is_none_or(|fragment| found.contains(fragment)),
                "`{address}` on {} has no place",
                page.path
            );
            links += 1;
        }
    }
    assert!(links > 5000, "{links} links");
}

#[test]
fn what_the_search_finds_is_there() {
    let index = &SITE.iter().find(|file| file.path == "assets/search-index.js").unwrap().text;
    let mut kinds = BTreeSet::new();
    for line in index.lines().filter(|line| line.starts_with("[\"")) {
        let [kind, name, _, address]: [String; 4] = serde_json::from_str(line.trim_end_matches(',')).unwrap();
        let (file, fragment) = target("index.html", &address);
        let page = SITE.iter().find(|page| page.path == file).unwrap_or_else(|| panic!("{name}: {address}"));
        if let Some(fragment) = fragment {
            assert!(page.text.contains(&format!(" id=\"{fragment}\"")), "{name}: {address}");
        }
        kinds.insert(kind);
    }
    let expected = ["error", "object", "operation", "region", "request field", "response field", "rule", "state"];
    assert_eq!(kinds, expected.map(str::to_owned).into());
}

/// What the policy in each page's head forbids: were it there, a browser would not run or load it.
#[test]
fn nothing_is_inline_and_nothing_comes_from_elsewhere() {
    let forbidden = Regex::new(
        "(?i)<style|\\sstyle=|\\son[a-z]+=|javascript:|data:|<script(?: [^>]*)?>[^<]|<(iframe|object|embed|form|base|img)\\b|(?:href|src)=\"(?:[a-z]+:|//)",
    )
    .unwrap();
    for page in pages() {
        let tags: String = captures("(<[^>]*>[^<]?)", &page.text).concat();
        assert_eq!(forbidden.find(&tags).map(|found| found.as_str()), None, "{}", page.path);
        assert!(page.text.contains("Content-Security-Policy"), "{}", page.path);
        assert!(!page.text.contains("unsafe-"), "{}", page.path);
    }
}

#[test]
fn tags_are_balanced() {
    const VOID: [&str; 5] = ["meta", "link", "input", "br", "hr"];
    let tag = Regex::new("<(/?)([a-z][a-z0-9]*)[^>]*>").unwrap();
    for page in pages() {
        let mut open = Vec::new();
        for found in tag.captures_iter(&page.text) {
            let name = found[2].to_owned();
            if &found[1] == "/" {
                assert_eq!(open.pop(), Some(name), "{}", page.path);
            } else if !VOID.contains(&name.as_str()) {
                open.push(name);
            }
        }
        assert_eq!(open, Vec::<String>::new(), "{}", page.path);
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    for page in pages() {
        let levels: Vec<u32> = captures("<h([1-6])", &page.text).iter().map(|level| level.parse().unwrap()).collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{}", page.path);
        assert_eq!(levels.first(), Some(&1), "{}", page.path);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{}: {levels:?}", page.path);
    }
}

#[test]
fn every_field_of_every_request_and_response_has_its_place() {
    let contract = &CONTRACT;
    for operation in &contract.operations {
        let page = pages().find(|page| page.path == format!("operations/{}.html", operation.id)).unwrap();
        let request = operation.request.iter().chain(operation.responses.iter().map(|response| &response.schema));
        let mut names: BTreeSet<String> = request.cloned().collect();
        for root in names.clone() {
            names.extend(contract.reachable(&contract.schemas[&root]));
        }
        for name in names {
            let fields = contract.schemas[&name].as_object().into_iter().flat_map(|object| object.properties.keys());
            for field in fields {
                let id = format!(" id=\"{name}.{field}\"");
                assert!(page.text.contains(&id), "{} lacks {id}", page.path);
            }
        }
        for parameter in &operation.parameters {
            assert!(page.text.contains(&format!(".{}\"", parameter.name)), "{}: {}", operation.id, parameter.name);
        }
    }
}

#[test]
fn markup_of_the_contract_is_text() {
    let hostile = "A <script>alert(1)</script> & <b onclick=x> [link](javascript:alert) ![image](https://example.com/a.png) `<i>`.";
    let page = small("operations/put_thing.html", "A thing to put.", &format!("'{hostile}'"));
    assert!(
        page.contains(
            "A &lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b onclick=x&gt; link image <code>&lt;i&gt;</code>."
        ),
        "{page}"
    );
}

#[test]
fn the_page_of_an_operation() {
    assert_snapshot!(lines(&small("operations/put_thing.html", "", "")));
}

#[test]
fn the_page_of_a_rule() {
    assert_snapshot!(lines(&small("rules/DRS-P001.html", "", "")));
}
