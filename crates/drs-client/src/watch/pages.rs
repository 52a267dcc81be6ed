//! The pages of a list: where the next one begins, and which is the last.

use super::source::{Page, Part, Seen};

/// The most pages of a list that are read.
const MAX_PAGES: u32 = 1000;

/// How many entries the shortest page has that is asked for.
const MIN_LIMIT: i32 = 10;

/// An entry of a list.
pub(super) trait Entry {
    /// What tells it from others.
    fn id(&self) -> &str;
}

impl Entry for Seen {
    fn id(&self) -> &str {
        &self.id
    }
}

/// A batch and its state.
impl Entry for (String, String) {
    fn id(&self) -> &str {
        &self.0
    }
}

/// How far a list was read.
#[derive(Debug)]
pub(super) struct Pages {
    offset: i32,
    limit: i32,
    count: u32,
    /// Ids on the last page.
    last: Vec<String>,
}

impl Pages {
    /// Begins with pages of so many entries.
    pub(super) fn new(limit: i32) -> Self {
        Self { offset: 0, limit, count: 0, last: Vec::new() }
    }

    /// What to ask for.
    pub(super) fn next(&self) -> Part {
        Part { offset: self.offset, limit: self.limit }
    }

    /// How many entries a page may have.
    pub(super) fn limit(&self) -> i32 {
        self.limit
    }

    /// Asks for shorter pages from here on, if that is possible.
    pub(super) fn shorten(&mut self) -> bool {
        let can = self.limit > MIN_LIMIT;
        self.limit = (self.limit / 2).max(MIN_LIMIT).min(self.limit);
        can
    }

    /// A page was read. Whether it is the last one: it is empty, it is the one before once more, because whoever answers does not
    /// count from the offset, there are as many entries as there should be, or the list is too long.
    pub(super) fn read<T: Entry>(&mut self, page: &Page<T>) -> bool {
        let ids: Vec<String> = page.items.iter().map(|item| item.id().to_owned()).collect();
        let received = i32::try_from(ids.len()).unwrap_or(i32::MAX);
        self.offset = self.offset.saturating_add(received);
        self.count = self.count.saturating_add(1);
        let is_all = |total: usize| usize::try_from(self.offset).is_ok_and(|offset| offset >= total);
        let is_repeated = ids == self.last;
        self.last = ids;
        received == 0 || is_repeated || page.total.is_some_and(is_all) || self.count >= MAX_PAGES
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
    fn pages_become_shorter_down_to_ten() {
        let mut read = Pages::new(100);
        let limits: Vec<_> = (0..5).map(|_| (read.shorten(), read.limit())).collect();
        assert_eq!(limits, [(true, 50), (true, 25), (true, 12), (true, 10), (false, 10)]);
    }
}
