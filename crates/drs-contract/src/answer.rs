//! Answers to calls that fail.

use crate::{ANSWERS, Evidence};

/// What can have happened before an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Happened {
    /// Nothing: the call was certainly not carried out.
    Nothing,
    /// Nobody knows.
    Unknown,
}

/// An answer to a call that failed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Answer {
    /// Name of ours: `no-such-task`.
    pub name: &'static str,
    /// Code: `DRS.10000010`.
    pub code: Option<&'static str>,
    /// What the message contains, where there is no code of its own.
    pub text: Option<&'static str>,
    /// HTTP statuses that it comes with.
    pub statuses: &'static [u16],
    /// `gateway` or `service`.
    pub by: &'static str,
    /// What can have happened.
    pub happened: Happened,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// How it is known.
    pub evidence: Evidence,
    /// Who says so.
    pub source: &'static str,
}

impl Happened {
    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Unknown => "unknown",
        }
    }
}

impl Answer {
    /// Answer with this code, in whatever case.
    pub fn from_code(code: &str) -> Option<&'static Self> {
        ANSWERS.iter().find(|answer| answer.code.is_some_and(|known| known.eq_ignore_ascii_case(code)))
    }

    /// Answer that is meant by a status, a code and a message: by the code, else by a text in the message, else by the status.
    pub fn find(status: u16, code: Option<&str>, message: &str) -> Option<&'static Self> {
        let has_text = |answer: &&Self| answer.text.is_some_and(|text| message.contains(text));
        let has_status =
            |answer: &&Self| answer.code.is_none() && answer.text.is_none() && answer.statuses.contains(&status);
        code.and_then(Self::from_code)
            .or_else(|| ANSWERS.iter().find(has_text))
            .or_else(|| ANSWERS.iter().find(has_status))
    }
}
