//! The formats by name.

use std::fmt;
use std::str::FromStr;

use crate::escape::escape;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Format {
    /// For people: the lines concerned with carets, remedies and suggested changes. Valid documents are not mentioned.
    #[default]
    Human,
    /// For people and editors: one line for each finding. Valid documents are not mentioned.
    Concise,
    /// For programs: one JSON object, see [`report`](crate::report).
    Json,
    /// For programs that read while documents are checked: one JSON object a line, see [`report`](crate::report).
    JsonLines,
    /// For code scanning and editors: SARIF 2.1.0 (OASIS).
    Sarif,
    /// For GitHub Actions: workflow commands that annotate the lines of a pull request.
    Github,
    /// For GitLab: a Code Quality report.
    Gitlab,
    /// For test reports: JUnit XML, one test case for each document.
    Junit,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 8] =
        [Self::Human, Self::Concise, Self::Json, Self::JsonLines, Self::Sarif, Self::Github, Self::Gitlab, Self::Junit];

    /// The name by which it is asked for.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::JsonLines => "json-lines",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let format = Self::ALL.into_iter().find(|format| format.as_str() == name);
        format.ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// The name of no [`Format`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no format `{}`, the formats are", escape(&self.0))?;
        for (index, format) in Format::ALL.into_iter().enumerate() {
            write!(f, "{} `{format}`", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownFormat {}
