//! From a method and a path to an operation of the contract.

use std::collections::BTreeMap;

use drs_contract::Operation;
use percent_encoding::percent_decode_str;

/// An operation that a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    /// Parameters of the path, decoded.
    pub(crate) path: BTreeMap<String, String>,
}

/// Finds the operation of a method and a path: the one with most literal segments, of those that fit.
pub(crate) fn find(method: &str, path: &str) -> Option<Route> {
    let segments: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let fitting = Operation::ALL.into_iter().filter(|operation| operation.method() == method);
    let fits = fitting.filter_map(|operation| {
        let template: Vec<&str> = operation.path().split('/').collect();
        (template.len() == segments.len()).then_some(())?;
        let mut literal = 0;
        let mut path = BTreeMap::new();
        for (expected, segment) in template.iter().zip(&segments) {
            match expected.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) => {
                    let value = percent_decode_str(segment).decode_utf8().ok()?;
                    path.insert(name.to_owned(), value.into_owned());
                }
                None if expected == segment => literal += 1,
                None => return None,
            }
        }
        Some((literal, Route { operation, path }))
    });
    fits.max_by_key(|(literal, _)| *literal).map(|(_, route)| route)
}

/// The names and values of a query, decoded.
pub(crate) fn query_pairs(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use drs_contract::Operation;

    use super::find;

    #[test]
    fn every_operation_is_found_by_its_path() {
        for operation in Operation::ALL {
            let path = operation.path().replace(['{', '}'], "");
            assert_eq!(find(operation.method(), &path).map(|route| route.operation), Some(operation), "{path}");
        }
    }

    #[test]
    fn other_paths_are_not() {
        for (method, path) in
            [("GET", "/"), ("PATCH", "/v5/p/jobs"), ("GET", "/v5/p/jobs/j/x/y"), ("GET", "/v5/%ff/jobs")]
        {
            assert_eq!(find(method, path), None, "{method} {path}");
        }
    }
}
