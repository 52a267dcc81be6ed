//! Text that belongs to another program, which people leave in a document by mistake.

use std::fmt;

use crate::Span;

/// What stands in a text instead of what its syntax demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// An expression of a template: `{{ x }}`, `{% x %}`, `{# x #}`, `<% x %>`, `${x}`.
    Template,
    /// The three backticks around a block of Markdown.
    Fence,
    /// A line that git leaves where it could not merge: `<<<<<<<`, `|||||||`, `=======`, `>>>>>>>`.
    ConflictMark,
    /// U+001E, which starts each text of a JSON text sequence (RFC 7464).
    RecordSeparator,
    /// A command of `curl`, with the document among its arguments.
    Command,
    /// A file of `curl --config`, with the document as the value of an option.
    Options,
}

/// How a command starts.
const COMMAND: &str = "curl";

/// The options that files of `curl --config` start with.
const OPTIONS: [&str; 8] = ["data", "data-binary", "data-raw", "header", "json", "request", "url", "user"];

/// How the expressions of templates start and end.
const EXPRESSIONS: [(&str, &str); 5] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("<%", "%>"), ("${", "}")];

/// How the lines start that git leaves.
const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// How far the end of something foreign is looked for, so that the time for it does not grow with the square of a line's length.
const MAX_BYTES: usize = 1024;

impl Foreign {
    /// What starts at `at`, and its bytes.
    pub(crate) fn at(text: &str, at: usize) -> Option<(Self, Span)> {
        let rest = text.get(at..)?;
        let rest = &rest[..rest.floor_char_boundary(MAX_BYTES)];
        let line = &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let found = |what, length| Some((what, Span::of(at..at + length)));
        if line.starts_with('\u{1E}') {
            return found(Self::RecordSeparator, 1);
        }
        if line.starts_with("```") {
            return found(Self::Fence, line.trim_end().len());
        }
        if text[..at].trim_end().is_empty() {
            if line.strip_prefix(COMMAND).is_some_and(|rest| rest.starts_with(' ')) {
                return found(Self::Command, COMMAND.len());
            }
            let option = line.split_once('=').map(|(option, _)| option.trim_end());
            if let Some(option) = option.filter(|option| OPTIONS.contains(option)) {
                return found(Self::Options, option.len());
            }
        }
        let starts_line = text[..at].is_empty() || text[..at].ends_with('\n');
        if starts_line && MARKS.iter().any(|mark| line.strip_prefix(mark).is_some_and(ends_mark)) {
            return found(Self::ConflictMark, line.trim_end().len());
        }
        let (open, close) = EXPRESSIONS.iter().find(|(open, _)| line.starts_with(open))?;
        let length = line[open.len()..].find(close)?;
        // One brace too many in front of an object is no template.
        let is_object = line[open.len()..open.len() + length].contains("\":");
        if is_object { None } else { found(Self::Template, open.len() + length + close.len()) }
    }

    /// What makes all of `text` another program's, and its bytes: a command or a file of `curl`, or else the first line that git
    /// has left.
    pub fn whole(text: &str) -> Option<(Self, Span)> {
        let first = Self::at(text, text.len() - text.trim_start().len());
        first.filter(|(what, _)| matches!(what, Self::Command | Self::Options)).or_else(|| Self::first_mark(text))
    }

    /// The first line of `text` that git has left.
    fn first_mark(text: &str) -> Option<(Self, Span)> {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1));
        starts.filter_map(|start| Self::at(text, start)).find(|(what, _)| *what == Self::ConflictMark)
    }

    /// What to do about it.
    pub const fn help(self) -> &'static str {
        match self {
            Self::Template => "render it first",
            Self::Fence => "keep only what stands between the lines of backticks",
            Self::ConflictMark => "resolve the conflict first",
            Self::Command => "save what follows `-d` or `--data` in a file of its own, and check that",
            Self::Options => "save the value of `data` in a file of its own, and check that",
            Self::RecordSeparator => "remove the separators: one value on each line is JSON Lines",
        }
    }
}

/// Whether what follows seven signs makes them a mark of git.
fn ends_mark(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', '\r'])
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Template => "this is a template",
            Self::Fence => "this is Markdown",
            Self::ConflictMark => "this is a conflict mark of git",
            Self::Command => "this is a command of `curl`",
            Self::Options => "this is a file of options for `curl`",
            Self::RecordSeparator => "this is a record separator (U+001E)",
        })
    }
}
