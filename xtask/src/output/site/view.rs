//! One page's view of the site: addresses, and names that are links.

use maud::{Markup, html};

use super::address;
use super::model::Model;

/// A page that is being made.
pub(super) struct View<'m> {
    /// What all pages are made from.
    pub(super) model: &'m Model<'m>,
    /// The page's path from the root of the site.
    pub(super) path: String,
}

impl<'m> View<'m> {
    /// The view of the page at a path.
    pub(super) fn new(model: &'m Model<'m>, path: String) -> Self {
        Self { model, path }
    }

    /// An address from the root of the site as one from this page.
    pub(super) fn href(&self, address: &str) -> String {
        let (file, fragment) = address.split_once('#').map_or((address, None), |(file, rest)| (file, Some(rest)));
        let name = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
        match fragment {
            Some(fragment) if file == self.path => format!("#{fragment}"),
            _ if name(file) == name(&self.path) => {
                address.rsplit_once('/').map_or(address, |(_, rest)| rest).to_owned()
            }
            _ => format!("{}{address}", "../".repeat(self.path.matches('/').count())),
        }
    }

    /// The place of an object: on this page if it is here, else on the first page that has it.
    pub(super) fn object(&self, name: &str) -> Option<String> {
        if self.model.is_on(&self.path, name) {
            return Some(address::object(&self.path, name));
        }
        self.model.object(name).and_then(|_| self.model.address(name)).map(str::to_owned)
    }

    /// A name or a value in code, as a link if the site has a place for it.
    pub(super) fn code(&self, text: &str) -> Markup {
        let address = self.object(text).or_else(|| self.model.address(text).map(str::to_owned));
        html! {
            @if let Some(address) = address.filter(|address| *address != self.path) {
                a href=(self.href(&address)) { code { (text) } }
            } @else {
                code { (text) }
            }
        }
    }
}
