//! The pages of a list, one after the other.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use futures_core::Stream;
use futures_util::stream::try_unfold;
use serde::Serialize;

use crate::error::Error;

/// The most pages of a list that are read.
const MAX_PAGES: u32 = 10_000;

/// What a page says about the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Entries on the page.
    pub(crate) entries: usize,
    /// Entries of the list, if the page says so.
    pub(crate) total: Option<i64>,
}

/// How far a list was read.
struct Place<O> {
    offset: O,
    pages: u32,
    /// Hash of the last page.
    last: Option<u64>,
}

/// The pages of a list from an offset on: until there are as many entries as the list is said to have, a page is empty, or a page
/// is the one before once more, because whoever answers does not count from the offset.
pub(crate) fn pages<P, O, F>(
    operation: &'static str,
    offset: Option<O>,
    fetch: impl Fn(O) -> F + Send,
    extent: impl Fn(&P) -> Extent + Send,
) -> impl Stream<Item = Result<P, Error>> + Send
where
    P: Serialize + Send,
    O: Copy + Default + Into<i64> + TryFrom<i64> + Send,
    F: Future<Output = Result<P, Error>> + Send,
{
    let first = Place { offset: offset.unwrap_or_default(), pages: 0, last: None };
    try_unfold((Some(first), fetch, extent), move |(place, fetch, extent)| async move {
        let Some(Place { offset, pages, last }) = place else { return Ok(None) };
        if pages >= MAX_PAGES {
            let excerpt = format!("a list that has not ended after {MAX_PAGES} pages");
            return Err(Error::Unexpected { operation, status: 200, excerpt, request_id: None });
        }
        let page = fetch(offset).await?;
        let Extent { entries, total } = extent(&page);
        let hash = hash(&page);
        if entries == 0 || (hash.is_some() && hash == last) {
            return Ok(None);
        }
        let next = i64::try_from(entries).ok().and_then(|entries| entries.checked_add(offset.into()));
        let next = next.filter(|next| total.is_none_or(|total| *next < total)).and_then(|next| O::try_from(next).ok());
        let next = next.map(|offset| Place { offset, pages: pages.saturating_add(1), last: hash });
        Ok(Some((page, (next, fetch, extent))))
    })
}

/// Tells pages apart without keeping them.
fn hash(page: &impl Serialize) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    serde_json::to_vec(page).ok()?.hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt as _;

    use super::*;

    /// Reads the list of which this is the page at an offset, and says how many pages it has.
    fn read(page: impl Fn(i64) -> Vec<i64> + Send + Sync) -> Result<usize, Error> {
        let extent = |page: &Vec<i64>| Extent { entries: page.len(), total: None };
        let stream = pages("list_jobs", None, |offset: i64| std::future::ready(Ok(page(offset))), extent);
        crate::block_on(stream.try_fold(0, |count, _| std::future::ready(Ok(count + 1)))).unwrap()
    }

    #[test]
    fn a_list_without_count_ends_with_an_empty_page_or_a_repeated_one() {
        assert_eq!(read(|offset| if offset < 3 { vec![offset] } else { Vec::new() }).unwrap(), 3);
        assert_eq!(read(|_| vec![1, 2]).unwrap(), 1);
    }

    #[test]
    fn a_list_without_end_is_an_error() {
        let error = read(|offset| vec![offset]).unwrap_err();
        assert!(error.to_string().ends_with("a list that has not ended after 10000 pages"), "{error}");
    }
}
