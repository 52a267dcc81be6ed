//! Pages of `spec/rules/`: heading, sections and the fenced blocks that tests run.

use std::collections::BTreeSet;

use drs_text::Span;

use super::Severity;
use crate::files::FileId;
use crate::value::Place;

/// One page: documentation, text of `drs explain` and test in one.
#[derive(Clone, Debug)]
pub struct Page {
    /// `DRS-P004`.
    pub id: String,
    /// `cloud-endpoint-without-region`.
    pub name: String,
    /// The letter of the id.
    pub family: Family,
    /// Severity of the diagnostic.
    pub severity: Severity,
    /// Of family P: the component (or `<OperationId>Query`) that owns the rule.
    pub schema: Option<String>,
    /// Everything under a `##` heading, in order.
    pub sections: Vec<Section>,
    /// Fenced blocks of the section "Fails".
    pub fails: Vec<Block>,
    /// Fenced blocks of the section "Passes".
    pub passes: Vec<Block>,
    /// The page as written.
    pub text: String,
    /// Where the heading stands.
    pub at: Place,
}

/// What a diagnostic is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// `DRS-J`: JSON and YAML syntax.
    Syntax,
    /// `DRS-S`: one field against its schema.
    Shape,
    /// `DRS-P`: fields against each other.
    Payload,
}

impl Family {
    /// The letter in an id.
    pub fn letter(self) -> char {
        match self {
            Self::Syntax => 'J',
            Self::Shape => 'S',
            Self::Payload => 'P',
        }
    }

    /// The highest of some ids that are of this family.
    pub fn last<'i>(self, ids: &BTreeSet<&'i str>) -> Option<&'i str> {
        ids.iter().copied().rfind(|id| Self::of(id) == Some(self))
    }

    /// The family of an id such as `DRS-S002`; `None` if it is not one.
    pub fn of(id: &str) -> Option<Self> {
        let rest = id.strip_prefix("DRS-")?;
        let digits = rest.get(1..)?;
        let family =
            [Self::Syntax, Self::Shape, Self::Payload].into_iter().find(|family| rest.starts_with(family.letter()))?;
        (digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(family)
    }
}

/// A section of a page.
#[derive(Clone, Debug)]
pub struct Section {
    /// Text after `## `.
    pub title: String,
    /// Text up to the next section, trimmed.
    pub text: String,
    /// Where the heading stands.
    pub at: Place,
}

/// A fenced block.
#[derive(Clone, Debug)]
pub struct Block {
    /// First word after the fence: `json`, `yaml` or `text`.
    pub language: String,
    /// Second word: an operation or a component.
    pub target: String,
    /// What is between the fences, with its last line feed.
    pub text: String,
    /// Where the opening fence stands.
    pub at: Place,
    /// Line of the opening fence, from 1.
    pub line: u32,
}

impl Page {
    /// Reads a page. `owner` gives the component and severity of a rule of family P.
    ///
    /// # Errors
    /// The heading is not `# DRS-X000: name`, or a fence is not closed.
    pub fn parse(
        file: FileId,
        text: &str,
        owner: &dyn Fn(&str) -> Option<(String, Severity)>,
    ) -> Result<Self, (Place, &'static str)> {
        let lines = numbered(file, text);
        let first = lines.first().map_or("", |line| line.text);
        let at = lines.first().map_or(Place { file, span: Span::default() }, |line| line.at);
        let heading = first.strip_prefix("# ").and_then(|heading| heading.split_once(": "));
        let Some((id, name, family)) = heading.and_then(|(id, name)| Some((id, name, Family::of(id)?))) else {
            return Err((at, "the first line is not a heading of the form `# DRS-P004: name-of-the-rule`"));
        };
        let (sections, blocks) = sections(&lines)?;
        let (schema, severity) = owner(id).map_or((None, None), |(schema, severity)| (Some(schema), Some(severity)));
        let own =
            lines.iter().take_while(|line| !line.text.starts_with("## ")).any(|line| line.text == "Severity: warning");
        let of = |title: &str| {
            blocks.iter().filter(|(section, _)| section == title).map(|(_, block)| block.clone()).collect()
        };
        Ok(Self {
            id: id.to_owned(),
            name: name.trim().to_owned(),
            family,
            severity: severity.unwrap_or(if own { Severity::Warning } else { Severity::Error }),
            schema,
            fails: of("Fails"),
            passes: of("Passes"),
            sections,
            text: text.to_owned(),
            at,
        })
    }

    /// The section with this title.
    pub fn section(&self, title: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.title == title)
    }
}

/// A line without its end, and where it stands.
struct Line<'t> {
    text: &'t str,
    at: Place,
    number: u32,
}

fn numbered(file: FileId, text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    (1..)
        .zip(text.split_inclusive('\n'))
        .map(|(number, line)| {
            let text = line.trim_end_matches(['\n', '\r']);
            let end = start + u32::try_from(text.len()).expect("a page is far below 4 GiB");
            let at = Place { file, span: Span::new(start, end) };
            start += u32::try_from(line.len()).expect("a page is far below 4 GiB");
            Line { text, at, number }
        })
        .collect()
}

type Blocks = Vec<(String, Block)>;

/// The sections, and the fenced blocks each with the title of its section.
fn sections(lines: &[Line<'_>]) -> Result<(Vec<Section>, Blocks), (Place, &'static str)> {
    let mut sections: Vec<Section> = Vec::new();
    let mut blocks = Vec::new();
    let mut open: Option<(String, Block)> = None;
    for line in lines {
        if let Some(section) = sections.last_mut() {
            section.text.push_str(line.text);
            section.text.push('\n');
        }
        if let Some((_, block)) = &mut open {
            if line.text == "```" {
                blocks.extend(open.take());
            } else {
                block.text.push_str(line.text);
                block.text.push('\n');
            }
        } else if let Some(info) = line.text.strip_prefix("```") {
            let (language, target) = info.split_once(' ').unwrap_or((info, ""));
            let title = sections.last().map(|section| section.title.clone()).unwrap_or_default();
            let block = Block {
                language: language.to_owned(),
                target: target.trim().to_owned(),
                text: String::new(),
                at: line.at,
                line: line.number,
            };
            open = Some((title, block));
        } else if let Some(title) = line.text.strip_prefix("## ") {
            if let Some(section) = sections.last_mut() {
                section.text.truncate(section.text.len() - line.text.len() - 1);
            }
            sections.push(Section { title: title.trim().to_owned(), text: String::new(), at: line.at });
        }
    }
    if let Some((_, block)) = open {
        return Err((block.at, "this fence is never closed"));
    }
    for section in &mut sections {
        section.text = section.text.trim().to_owned();
    }
    Ok((sections, blocks))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::Page;
    use crate::contract::Severity;
    use crate::files::FileId;

    /// A page as one line for each thing that was found in it.
    fn outline(text: &str) -> String {
        let page = match Page::parse(FileId::default(), text, &|id| {
            (id == "DRS-P004").then(|| ("Thing".to_owned(), Severity::Warning))
        }) {
            Ok(page) => page,
            Err((_, message)) => return message.to_owned(),
        };
        let head = format!("{} {} {} {:?}", page.id, page.name, page.severity.as_str(), page.schema);
        let sections = page.sections.iter().map(|section| format!("section {}: {:?}", section.title, section.text));
        let fails = page.fails.iter().map(|block| ("fails", block));
        let blocks = fails.chain(page.passes.iter().map(|block| ("passes", block)));
        let blocks = blocks.map(|(verdict, block)| {
            format!("{verdict} line {} {} {}: {:?}", block.line, block.language, block.target, block.text)
        });
        [head].into_iter().chain(sections).chain(blocks).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn headings_and_fences_inside_a_block_are_text() {
        let text = "\
# DRS-S002: unknown-field
Severity: warning

## What it checks

One thing.

## Fails

```text update_job
## not a heading
```json not a fence
```

## Passes

```yaml Thing
a: 1
```
";
        assert_snapshot!(outline(text), @r###"
        DRS-S002 unknown-field warning None
        section What it checks: "One thing."
        section Fails: "```text update_job\n## not a heading\n```json not a fence\n```"
        section Passes: "```yaml Thing\na: 1\n```"
        fails line 10 text update_job: "## not a heading\n```json not a fence\n"
        passes line 17 yaml Thing: "a: 1\n"
        "###);
    }

    #[test]
    fn a_rule_knows_its_owner_and_severity_from_the_contract() {
        assert_snapshot!(outline("# DRS-P004: a-b\n"), @r#"DRS-P004 a-b warning Some("Thing")"#);
        assert_snapshot!(outline("# DRS-P005: a-b\n"), @"DRS-P005 a-b error None");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_snapshot!(outline("# DRS-X001: a-b\n"), @"the first line is not a heading of the form `# DRS-P004: name-of-the-rule`");
        assert_snapshot!(outline("# DRS-S01: a-b\n"), @"the first line is not a heading of the form `# DRS-P004: name-of-the-rule`");
        assert_snapshot!(outline("# DRS-S001: a-b\n```json Thing\n{}\n"), @"this fence is never closed");
    }
}
