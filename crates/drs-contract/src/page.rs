//! Pages about diagnostics.

use crate::PAGES;

/// The page of a diagnostic id.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Page {
    /// `DRS-P004`.
    pub id: &'static str,
    /// `cloud-endpoint-without-region`.
    pub name: &'static str,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// Schema that the rule is on, for rules of one schema.
    pub schema: Option<&'static str>,
    /// Markdown, with the heading.
    pub text: &'static str,
}

impl Page {
    /// Page of this id.
    pub fn from_id(id: &str) -> Option<&'static Self> {
        PAGES.iter().find(|page| page.id == id)
    }
}
