//! The pages of a list: where the next one begins, and which is the last.

use std::borrow::Cow;

use serde_json::Value;

use super::source::{Page, Part, Seen};

/// The most pages of a list that are read.
const MAX_PAGES: u32 = 1000;

/// How many entries the shortest page has that is asked for.
const MIN_LIMIT: i32 = 10;

/// An entry of a list.
pub(crate) trait Entry {
    /// What tells it from others.
    fn id(&self) -> Cow<'_, str>;
}

impl Entry for Seen {
    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
}

/// A batch and its state.
impl Entry for (String, String) {
    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

/// An entry as the service has it. A task that is not created yet has no id, and is recognised by all that it has.
impl Entry for Value {
    fn id(&self) -> Cow<'_, str> {
        let id = ["id", "async_job_id"].iter().find_map(|name| self.get(name)?.as_str());
        id.map_or_else(|| Cow::Owned(self.to_string()), Cow::Borrowed)
    }
}

/// How far a list was read.
#[derive(Debug)]
pub(crate) struct Pages {
    offset: i32,
    limit: i32,
    count: u32,
    /// Ids on the last page.
    last: Vec<String>,
    /// Whether the last page is not the end of the list.
    is_cut: bool,
}

impl Pages {
    /// Begins with pages of so many entries.
    pub(crate) fn new(limit: i32) -> Self {
        Self { offset: 0, limit, count: 0, last: Vec::new(), is_cut: false }
    }

    /// What to ask for.
    pub(crate) fn next(&self) -> Part {
        Part { offset: self.offset, limit: self.limit }
    }

    /// How many entries a page may have.
    pub(crate) fn limit(&self) -> i32 {
        self.limit
    }

    /// Asks for shorter pages from here on, if that is possible.
    pub(crate) fn shorten(&mut self) -> bool {
        let can = self.limit > MIN_LIMIT;
        self.limit = (self.limit / 2).max(MIN_LIMIT).min(self.limit);
        can
    }

    /// A page was read. Whether it is the last one: it is empty, it is the one before once more, because whoever answers does not
    /// count from the offset, there are as many entries as there should be, or the list is too long.
    pub(crate) fn read<T: Entry>(&mut self, page: &Page<T>) -> bool {
        let ids: Vec<String> = page.items.iter().map(|item| item.id().into_owned()).collect();
        let received = i32::try_from(ids.len()).unwrap_or(i32::MAX);
        self.offset = self.offset.saturating_add(received);
        self.count = self.count.saturating_add(1);
        let is_all = |total: usize| usize::try_from(self.offset).is_ok_and(|offset| offset >= total);
        let is_repeated = ids == self.last;
        self.last = ids;
        let is_end = received == 0 || page.total.is_some_and(is_all);
        // One that is shorter than it may be is all that there is.
        self.is_cut = !is_end && (self.count >= MAX_PAGES || is_repeated && received >= self.limit);
        is_end || is_repeated || self.count >= MAX_PAGES
    }

    /// Whether the list has more entries than were read, as far as that can be known: it is too long, or whoever answers does not
    /// count from the offset.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(ids: &[&str], total: Option<usize>) -> Page<(String, String)> {
        Page { items: ids.iter().map(|id| ((*id).to_owned(), String::new())).collect(), total }
    }

    #[test]
    fn a_list_ends_with_its_last_entry_an_empty_page_or_a_repeated_one() {
        for (pages, expected) in [
            (vec![page(&["a", "b"], Some(3)), page(&["c"], Some(3))], vec![false, true]),
            (vec![page(&["a"], None), page(&["b"], None), page(&[], None)], vec![false, false, true]),
            (vec![page(&["a"], Some(9)), page(&[], Some(9))], vec![false, true]),
            (vec![page(&["a", "b"], None), page(&["a", "b"], None)], vec![false, true]),
            (vec![page(&["a", "b"], Some(9)), page(&["a", "b"], Some(9))], vec![false, true]),
            (vec![page(&[], None)], vec![true]),
        ] {
            let mut read = Pages::new(100);
            assert_eq!(pages.iter().map(|page| read.read(page)).collect::<Vec<_>>(), expected, "{pages:?}");
        }
    }

    #[test]
    fn a_list_without_end_is_given_up() {
        let mut read = Pages::new(100);
        let count = (0..10_000).take_while(|n| !read.read(&page(&[&n.to_string()], None))).count();
        assert_eq!(count, 999);
        assert_eq!(read.next(), Part { offset: 1000, limit: 100 });
    }

    #[test]
    fn a_list_is_cut_if_it_is_too_long_or_a_full_page_comes_again() {
        for (limit, is_cut) in [(100, false), (2, true)] {
            let mut read = Pages::new(limit);
            let page = page(&["a", "b"], None);
            assert_eq!((read.read(&page), read.is_cut()), (false, false));
            assert_eq!((read.read(&page), read.is_cut()), (true, is_cut));
        }
        let mut read = Pages::new(100);
        while !read.read(&page(&[&read.count.to_string()], None)) {}
        assert!(read.is_cut());
    }

    #[test]
    fn entries_without_an_id_are_told_apart_by_all_that_they_have() {
        let of = |name: &str| Page { items: vec![serde_json::json!({"base_info": {"name": name}})], total: None };
        let mut read = Pages::new(100);
        assert_eq!([of("a"), of("b"), of("b")].map(|page| read.read(&page)), [false, false, true]);
    }

    #[test]
    fn pages_become_shorter_down_to_ten() {
        let mut read = Pages::new(100);
        let limits: Vec<_> = (0..5).map(|_| (read.shorten(), read.limit())).collect();
        assert_eq!(limits, [(true, 50), (true, 25), (true, 12), (true, 10), (false, 10)]);
    }
}
