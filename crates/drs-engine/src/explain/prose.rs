//! Text for a person at a terminal: wrapped paragraphs, headings, Markdown pages.

use anstyle::{AnsiColor, Style};

/// The columns of text that is not for a terminal.
const DEFAULT_WIDTH: usize = 100;

/// The layout of text.
#[derive(Clone, Copy, Debug)]
pub struct Prose {
    color: bool,
    width: usize,
}

impl Prose {
    /// Text of at most `width` columns, or of a default width.
    pub fn new(color: bool, width: Option<usize>) -> Self {
        let width = width.unwrap_or(DEFAULT_WIDTH).clamp(40, DEFAULT_WIDTH);
        Self { color, width }
    }

    /// A title line.
    pub(crate) fn title(self, text: &str) -> String {
        format!("{}\n", self.styled(text, Style::new().bold().fg_color(Some(AnsiColor::BrightCyan.into()))))
    }

    /// A heading inside a text, with an empty line before it.
    pub(crate) fn heading(self, text: &str) -> String {
        format!("\n{}\n", self.styled(text, Style::new().bold()))
    }

    /// A paragraph.
    pub(crate) fn paragraph(self, text: &str) -> String {
        self.indented(text, "", "")
    }

    /// A line `label  text`, the text wrapped beside its label.
    pub(crate) fn entry(self, label: &str, width: usize, text: &str) -> String {
        let first = format!("  {label:width$}  ");
        let rest = " ".repeat(width + 4);
        let body = self.indented(text, &first, &rest);
        if self.color { body.replacen(label, &self.styled(label, Style::new().bold()), 1) } else { body }
    }

    /// A Markdown page: headings, paragraphs and fenced code.
    pub(crate) fn markdown(self, page: &str) -> String {
        let mut text = String::new();
        let mut paragraph = String::new();
        let mut fenced = false;
        for line in page.lines() {
            if line.starts_with("```") {
                self.flush(&mut paragraph, &mut text);
                fenced = !fenced;
            } else if fenced {
                text.push_str(&format!("    {line}\n"));
            } else if line.starts_with("# ") || line.starts_with("Severity: ") {
                // The caller's title says both.
            } else if let Some(heading) = line.strip_prefix("## ") {
                self.flush(&mut paragraph, &mut text);
                text.push_str(&self.heading(heading));
            } else if line.is_empty() {
                self.flush(&mut paragraph, &mut text);
                if !text.ends_with("\n\n") && !text.is_empty() {
                    text.push('\n');
                }
            } else {
                if line.starts_with("- ") {
                    self.flush(&mut paragraph, &mut text);
                }
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(line.trim());
            }
        }
        self.flush(&mut paragraph, &mut text);
        collapse_blank_lines(&text)
    }

    fn flush(self, paragraph: &mut String, text: &mut String) {
        if !paragraph.is_empty() {
            let rest = if paragraph.starts_with("- ") { "  " } else { "" };
            text.push_str(&self.indented(paragraph, "", rest));
            paragraph.clear();
        }
    }

    fn indented(self, text: &str, first: &str, rest: &str) -> String {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let mut wrapped = String::new();
        for line in textwrap::wrap(text.trim(), options) {
            wrapped.push_str(line.trim_end());
            wrapped.push('\n');
        }
        wrapped
    }

    fn styled(self, text: &str, style: Style) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

fn collapse_blank_lines(text: &str) -> String {
    let mut result = String::new();
    for line in text.trim_start_matches('\n').lines() {
        if line.is_empty() && (result.is_empty() || result.ends_with("\n\n")) {
            continue;
        }
        result.push_str(line);
        result.push('\n');
    }
    format!("{}\n", result.trim_end())
}

#[cfg(test)]
mod tests {
    use super::Prose;

    #[test]
    fn a_page_is_wrapped_and_its_code_is_not() {
        let page = "# DRS-X001: a-name\nSeverity: warning\n\n## What it checks\nOne sentence that is longer than forty columns are wide.\n\n```json X\n{\"a long line of code\": \"that stays on its line\"}\n```\n";
        insta::assert_snapshot!(Prose::new(false, Some(40)).markdown(page), @r#"
        What it checks
        One sentence that is longer than forty
        columns are wide.

            {"a long line of code": "that stays on its line"}
        "#);
    }
}
