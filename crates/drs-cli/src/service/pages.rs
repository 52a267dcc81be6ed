//! Lists, page by page, up to a limit.

use drs_client::{Client, Error};
use serde_json::Value;

use super::call::Call;
use super::value::items;
use crate::failure::Failure;

/// Entries that are asked for at once.
const PAGE: usize = 100;

/// Entries of the shortest page that is asked for.
const MIN_PAGE: usize = 10;

/// A list, or the beginning of one.
#[derive(Default)]
pub(crate) struct Listed {
    /// The entries.
    pub(crate) items: Vec<Value>,
    /// Whether there are more.
    pub(crate) is_cut: bool,
}

/// Reads a list up to `max` entries. `members` and `total` are where a page has its entries and the length of the list.
///
/// # Errors
///
/// A page cannot be had.
pub(crate) async fn pages(
    client: &Client,
    call: impl Fn() -> Call,
    [members, total]: [&str; 2],
    max: usize,
) -> Result<Listed, Failure> {
    let mut listed = Listed::default();
    let mut longest = PAGE;
    loop {
        let size = longest.min(max.saturating_sub(listed.items.len()));
        if size == 0 {
            listed.is_cut = true;
            return Ok(listed);
        }
        let offset = listed.items.len();
        let page = call().query("offset", offset.to_string()).query("limit", size.to_string());
        let body = match page.send(client).await {
            Ok(answer) => answer.body,
            Err(failure) => {
                longest = shorter(size, &failure).ok_or(failure)?;
                continue;
            }
        };
        if body.pointer(members).or_else(|| body.pointer(total)).is_none() {
            // What says nothing of a list does not say that it is empty.
            let message = format!("the answer to `{}` has no list", call().operation);
            return Err(Failure::new(message).help("see with `drs auth` whether the endpoint is the service's"));
        }
        let entries = items(&body, members);
        if is_repeated(&listed.items, entries) {
            return Ok(listed);
        }
        listed.items.extend(entries.iter().cloned());
        if is_last(&body, total, entries.len(), listed.items.len()) {
            return Ok(listed);
        }
    }
}

/// How long a page may be instead, if one of this size was perhaps too long for the service.
fn shorter(size: usize, failure: &Failure) -> Option<usize> {
    let is_refused = matches!(failure.cause.as_deref(), Some(Error::Refused { refusal, .. }) if refusal.status == 400);
    (is_refused && size > MIN_PAGE).then(|| (size / 2).max(MIN_PAGE))
}

/// Whether a page is the one before it again: a service that does not know `offset` would never come to an end.
fn is_repeated(so_far: &[Value], entries: &[Value]) -> bool {
    !entries.is_empty() && so_far.ends_with(entries)
}

/// Whether a page is the last one: it is empty, or with it there are as many entries as the list is said to have.
fn is_last(body: &Value, total: &str, entries: usize, so_far: usize) -> bool {
    let total = body.pointer(total).and_then(|total| total.as_u64().or_else(|| total.as_str()?.parse().ok()));
    entries == 0 || total.is_some_and(|total| so_far as u64 >= total)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_that_comes_again_is_not_taken_twice() {
        let entries = [json!({"id": "a"}), json!({"id": "b"})];
        assert!(is_repeated(&entries, &entries) && is_repeated(&entries, &entries[1..]));
        assert!(!is_repeated(&entries, &entries[..1]) && !is_repeated(&[], &entries) && !is_repeated(&entries, &[]));
    }

    #[test]
    fn a_list_ends_with_its_last_entry_or_an_empty_page() {
        for (body, entries, so_far, expected) in [
            (json!({"total_count": 3}), 2, 2, false),
            (json!({"total_count": 3}), 1, 3, true),
            (json!({"total_count": "3"}), 3, 3, true),
            (json!({"total_count": 3}), 0, 1, true),
            (json!({}), 100, 100, false),
            (json!({}), 0, 100, true),
        ] {
            assert_eq!(is_last(&body, "/total_count", entries, so_far), expected, "{body} {entries} {so_far}");
        }
    }
}
