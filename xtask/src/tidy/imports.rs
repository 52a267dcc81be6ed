//! Which files of a crate import from each other.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Text;
use crate::files::extension;

/// Segments of a path.
type Path = Vec<String>;

/// Files that each file imports from.
pub(super) type Graph<'t> = BTreeMap<&'t str, BTreeSet<&'t str>>;

/// Length of a chain of re-exports that is followed.
const MAX_REEXPORTS: usize = 5;

/// A module that is a file: its crate's source folder and its path in the crate.
type Module<'t> = (&'t str, Path);

/// Paths that a file names.
#[derive(Default)]
struct Imports {
    /// Paths of `use` declarations and in code.
    used: Vec<Path>,
    /// Paths of `pub use`, each with the name that it gets.
    reexported: Vec<(Path, String)>,
}

/// The imports between files written by hand.
pub(super) fn graph(texts: &[Text]) -> Graph<'_> {
    let mut crates = Crates::default();
    for text in texts.iter().filter(|text| extension(&text.path) == "rs" && !text.path.contains("/generated/")) {
        let Some(module) = module(&text.path) else { continue };
        let imports = read(&text.text);
        crates.files.entry(module.clone()).or_insert(&text.path);
        crates.imports.insert(&text.path, (module, imports));
    }
    let mut graph = Graph::new();
    for (file, (module, imports)) in &crates.imports {
        let targets = imports.used.iter().filter_map(|path| crates.target(&crates.absolute(module, path)?, 0));
        graph.insert(file, targets.filter(|target| target != file).collect());
    }
    graph
}

/// The module that a file is; `None` if it is not in a crate's sources or test binary.
fn module(path: &str) -> Option<Module<'_>> {
    let roots = ["src/", "tests/it/", "tests/corpus/"];
    let start = roots.iter().find_map(|root| {
        let at = if path.starts_with(root) { 0 } else { path.find(&format!("/{root}"))? + 1 };
        Some(at + root.len())
    })?;
    let stem = path[start..].trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    let inside = if matches!(stem, "lib" | "main" | "mod") { Vec::new() } else { segments(stem, "/") };
    Some((&path[..start], inside))
}

fn segments(text: &str, separator: &str) -> Path {
    text.split(separator).map(str::to_owned).collect()
}

#[derive(Default)]
struct Crates<'t> {
    files: BTreeMap<Module<'t>, &'t str>,
    imports: BTreeMap<&'t str, (Module<'t>, Imports)>,
}

impl<'t> Crates<'t> {
    /// A path as seen from the root of its crate; `None` if it leads to another crate.
    fn absolute(&self, (root, module): &Module<'t>, path: &[String]) -> Option<Module<'t>> {
        let first = path.first()?.as_str();
        let inside = match first {
            "crate" => path[1..].to_vec(),
            "self" => [module, &path[1..]].concat(),
            "super" => {
                let ups = path.iter().take_while(|segment| *segment == "super").count();
                [module.get(..module.len().checked_sub(ups)?)?, &path[ups..]].concat()
            }
            _ => {
                let child = [module.as_slice(), &path[..1]].concat();
                self.files.contains_key(&(*root, child)).then(|| [module.as_slice(), path].concat())?
            }
        };
        Some((root, inside))
    }

    /// The file that defines what a path names, through re-exports.
    fn target(&self, (root, path): &Module<'t>, depth: usize) -> Option<&'t str> {
        let (length, file) = (0..=path.len())
            .rev()
            .find_map(|length| Some((length, *self.files.get(&(*root, path[..length].to_vec()))?)))?;
        let (module, imports) = self.imports.get(file)?;
        let reexport = path.get(length).and_then(|name| {
            let found = imports.reexported.iter().find(|(_, exported)| exported == name)?;
            self.absolute(module, &found.0)
        });
        match reexport {
            Some((root, mut next)) if depth < MAX_REEXPORTS => {
                next.extend_from_slice(&path[length + 1..]);
                self.target(&(root, next), depth + 1)
            }
            _ => Some(file),
        }
    }
}

/// The paths in a file; none in a text that is not Rust, which a compiler reports.
fn read(text: &str) -> Imports {
    let mut imports = Imports::default();
    if let Ok(tokens) = text.parse() {
        collect(tokens, &mut imports);
    }
    imports
}

fn collect(tokens: TokenStream, imports: &mut Imports) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while index < tokens.len() {
        if is_word(&tokens[index], "use") {
            let end = (index..tokens.len()).find(|&at| is_punct(&tokens[at], ';')).unwrap_or(tokens.len());
            let mut found = Vec::new();
            expand(&Vec::new(), &tokens[index + 1..end], &mut found);
            if is_public(&tokens[..index]) {
                imports.reexported.append(&mut found);
            } else {
                imports.used.extend(found.into_iter().map(|(path, _)| path));
            }
            index = end;
        } else if is_word(&tokens[index], "mod") && tokens.get(index + 1).is_some_and(|name| is_word(name, "tests")) {
            // Tests in the same file may import whatever they test.
            index += 2;
        } else if let TokenTree::Ident(_) = &tokens[index] {
            let (path, length) = path_at(&tokens[index..]);
            if path.len() > 1 {
                imports.used.push(path);
            }
            index += length - 1;
        } else if let TokenTree::Group(group) = &tokens[index] {
            collect(group.stream(), imports);
        }
        index += 1;
    }
}

/// Whether what comes next is `pub` or `pub(…)`.
fn is_public(before: &[TokenTree]) -> bool {
    match before {
        [.., word] if is_word(word, "pub") => true,
        [.., word, TokenTree::Group(_)] => is_word(word, "pub"),
        _ => false,
    }
}

/// The longest path at the start of some tokens, and how many tokens it takes.
fn path_at(tokens: &[TokenTree]) -> (Path, usize) {
    let mut path = Vec::new();
    let mut length = 0;
    while let Some(TokenTree::Ident(word)) = tokens.get(length) {
        path.push(word.to_string());
        length += 1;
        let is_followed = [0, 1].iter().all(|step| tokens.get(length + step).is_some_and(|next| is_punct(next, ':')));
        if !is_followed || !matches!(tokens.get(length + 2), Some(TokenTree::Ident(_))) {
            break;
        }
        length += 2;
    }
    (path, length)
}

/// Every path of a `use` tree with the name that it gets.
fn expand(prefix: &Path, tree: &[TokenTree], found: &mut Vec<(Path, String)>) {
    let (inner, length) = path_at(tree);
    let path = [prefix.as_slice(), &inner].concat();
    let group = tree[length..].iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    });
    if let Some(group) = group {
        let tokens: Vec<TokenTree> = group.into_iter().collect();
        for tree in tokens.split(|token| is_punct(token, ',')).filter(|tree| !tree.is_empty()) {
            expand(&path, tree, found);
        }
        return;
    }
    let path = if path.last().is_some_and(|last| last == "self") { path[..path.len() - 1].to_vec() } else { path };
    let alias = match &tree[length..] {
        [word, TokenTree::Ident(alias)] if is_word(word, "as") => Some(alias.to_string()),
        _ => None,
    };
    if let Some(name) = alias.or_else(|| path.last().cloned()) {
        found.push((path, name));
    }
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_punct(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == punct)
}
