//! The one spelling of a query: sorted, with a space as `%20`. It is sent as it is signed.

use percent_encoding::{percent_decode_str, utf8_percent_encode};
use reqwest::Url;

use super::encode::VALUE;

/// The query that is both signed and sent: sorted by name and then by value, each percent-encoded but for
/// `A-Z a-z 0-9 - _ . ~`. Pairs that are equal stay as many as they are.
///
/// ```
/// use drs_client::auth::canonical_query;
///
/// let pairs = [("name", "a b+c"), ("instance_ids", "id2"), ("instance_ids", "id1"), ("all", "")];
/// assert_eq!(canonical_query(pairs), "all=&instance_ids=id1&instance_ids=id2&name=a%20b%2Bc");
/// ```
pub fn canonical_query<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> String {
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by(|(a, x), (b, y)| (a.as_ref(), x.as_ref()).cmp(&(b.as_ref(), y.as_ref())));
    let mut query = String::new();
    for (name, value) in &pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query.extend(utf8_percent_encode(name.as_ref(), VALUE));
        query.push('=');
        query.extend(utf8_percent_encode(value.as_ref(), VALUE));
    }
    query
}

/// Writes the query of a URL as [`canonical_query`] does. Read is what forms write, where a plus sign is a space.
pub fn canonicalize_query(url: &mut Url) {
    let Some(query) = url.query() else { return };
    let canonical = canonical_query(url.query_pairs());
    if query != canonical {
        url.set_query((!canonical.is_empty()).then_some(canonical.as_str()));
    }
}

/// Whether a query is written as [`canonical_query`] writes it.
pub(super) fn is_canonical(query: &str) -> bool {
    let decoded = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let decode = |text| percent_decode_str(text).decode_utf8().ok();
        Some((decode(name)?, decode(value)?))
    });
    decoded.collect::<Option<Vec<_>>>().is_some_and(|pairs| canonical_query(pairs) == query)
}
