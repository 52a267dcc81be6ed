//! How changes are shown: to a person, in a page, to a program.

use std::fmt::Write as _;

use super::change::{Change, Changes, Level};

/// The levels in the order in which they are shown.
const LEVELS: [Level; 3] = [Level::Breaking, Level::New, Level::Fix];

impl Changes {
    /// One line for each change, below its level.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (level, changes) in self.by_level() {
            let _ = writeln!(text, "{}:", level.as_str());
            for change in changes {
                let _ = writeln!(text, "  {} ({})", drs_diag::escape(&change.path), change.side.as_str());
                let _ = writeln!(text, "    {}", change.what);
            }
        }
        text + &self.summary() + "\n"
    }

    /// A list for each level.
    pub fn markdown(&self) -> String {
        let mut text = format!("{}\n", self.summary());
        for (level, changes) in self.by_level() {
            let _ = writeln!(text, "\n## {}\n", level.as_str());
            for change in changes {
                let path = drs_diag::escape(&change.path).replace('`', "'");
                let _ = writeln!(text, "- `{path}` ({}): {}", change.side.as_str(), change.what);
            }
        }
        text
    }

    /// `{"level", "changes": [{"level", "path", "what", "side"}]}`.
    ///
    /// # Panics
    /// Never: changes are made of text.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("changes are made of text") + "\n"
    }

    /// How many changes there are of each level.
    pub fn summary(&self) -> String {
        if self.level == Level::None {
            return "none: nothing changed".to_owned();
        }
        let counts: Vec<_> =
            self.by_level().map(|(level, changes)| format!("{} {}", changes.len(), level.as_str())).collect();
        format!("{}: {}", self.level.as_str(), counts.join(", "))
    }

    fn by_level(&self) -> impl Iterator<Item = (Level, Vec<&Change>)> {
        let of = |level| self.changes.iter().filter(|change| change.level == level).collect::<Vec<_>>();
        LEVELS.into_iter().map(move |level| (level, of(level))).filter(|(_, changes)| !changes.is_empty())
    }
}
