//! A lint as such: its id, its name and its text.

/// A lint.
#[derive(Clone, Copy)]
pub struct Lint {
    /// `DRS-L001`; never renumbered, never reused.
    pub id: &'static str,
    /// Its name, which is also the name of its file.
    pub name: &'static str,
    /// Text of its file.
    pub file: &'static str,
}

impl Lint {
    /// What it checks and why: the `//!` text of its file.
    pub fn text(&self) -> String {
        let lines = self.file.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    /// Id, name and the first sentence of its text.
    pub fn line(&self) -> String {
        let text = self.text();
        let first = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        format!("{} {:<24} {first}", self.id, self.name)
    }
}
