//! The names of files in diffs, as `git` writes them.

use std::fs;
use std::path::Path;

/// The names of the old and of the new file.
#[derive(Clone, Debug)]
pub(crate) struct PatchNames {
    /// `a/requests/orders.json`.
    pub(crate) old: String,
    /// `b/requests/orders.json`.
    pub(crate) new: String,
    /// Whether the file is outside of the current folder, so that programs that apply diffs refuse to change it from there.
    pub(crate) is_outside: bool,
}

impl PatchNames {
    /// The names of the file at `path`, relative to the current folder. A link stands for the file that it leads to, since
    /// programs that apply diffs do not follow links. A text that is no file keeps its `name`.
    pub(crate) fn of(path: Option<&Path>, name: &str) -> Self {
        let relative = || {
            let file = fs::canonicalize(path?).ok()?;
            relative(&file, &fs::canonicalize(".").ok()?)
        };
        match relative() {
            Some(path) => Self {
                old: quoted(&format!("a/{path}")),
                new: quoted(&format!("b/{path}")),
                is_outside: path.starts_with("../"),
            },
            None => Self { old: quoted(name), new: quoted(name), is_outside: path.is_some() },
        }
    }
}

/// The way from a folder to a file, with `/`: through the folders that both are in if the file is elsewhere. `None` between
/// drives.
fn relative(file: &Path, folder: &Path) -> Option<String> {
    let shared = file.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return None;
    }
    let up = folder.components().skip(shared).map(|_| "..".into());
    let down = file.components().skip(shared).map(|step| step.as_os_str().to_string_lossy());
    Some(up.chain(down).collect::<Vec<_>>().join("/"))
}

/// A name in the way of C where it has quotes, backslashes or characters that cannot be seen; with a tab behind it where it
/// has spaces.
fn quoted(name: &str) -> String {
    let needs_escape =
        |c: char| matches!(c, '"' | '\\') || drs_diag::escape(c.encode_utf8(&mut [0; 4])) != c.to_string();
    if !name.contains(needs_escape) {
        return if name.contains(' ') { format!("{name}\t") } else { name.to_owned() };
    }
    let mut text = String::from('"');
    for c in name.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            c if needs_escape(c) => c.to_string().bytes().for_each(|byte| text.push_str(&format!("\\{byte:03o}"))),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{quoted, relative};

    #[test]
    fn names_lead_from_the_folder_to_the_file() {
        for (file, folder, expected) in [
            ("/in/a.json", "/in", "a.json"),
            ("/in/deep/a.json", "/in", "deep/a.json"),
            ("/a.json", "/in/deep", "../../a.json"),
            ("/in/a.json", "/in/deep", "../a.json"),
            ("/other/a.json", "/in", "../other/a.json"),
        ] {
            assert_eq!(relative(Path::new(file), Path::new(folder)).as_deref(), Some(expected));
        }
    }

    #[test]
    fn names_are_quoted_as_git_does() {
        for (name, expected) in [
            ("a/b.json", "a/b.json"),
            ("a/Größe.json", "a/Größe.json"),
            ("a/b c.json", "a/b c.json\t"),
            ("a/\"b\".json", r#""a/\"b\".json""#),
            ("a\\b", r#""a\\b""#),
            ("a/\n\u{1b}[31m", r#""a/\012\033[31m""#),
            ("a/\u{202e}", r#""a/\342\200\256""#),
        ] {
            assert_eq!(quoted(name), expected);
        }
    }
}
