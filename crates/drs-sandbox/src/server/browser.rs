//! Pages in a browser on this machine, which reach the sandbox too and must not: whoever calls it names it by its address.

use std::net::IpAddr;

use http::HeaderMap;
use http::uri::Authority;
use serde_json::json;

use super::outcome::Outcome;

/// The answer to a call about the sandbox itself that comes of a page, if it does.
pub(super) fn refusal(headers: &HeaderMap) -> Option<Outcome> {
    // A browser says of each call where it comes from: `none` is whoever types the address.
    let is_of_page = headers.get("sec-fetch-site").is_some_and(|site| site != "none");
    let problem = if headers.contains_key("origin") || is_of_page {
        "a page in a browser asks for this, and only whoever runs the sandbox may"
    } else if headers.get("host").is_some_and(|host| !host.to_str().is_ok_and(is_address)) {
        "a call about the sandbox itself has `localhost` or an IP address as its `Host`, since a page may give any other name to this machine"
    } else {
        return None;
    };
    Some(Outcome::json(403, &json!({"error": problem})))
}

/// Whether a host is an address, which no name server has a say in.
fn is_address(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host();
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_with_or_without_a_port() {
        for host in ["127.0.0.1", "127.0.0.1:4000", "localhost:4000", "LOCALHOST", "[::1]:4000", "10.1.2.3:80"] {
            assert!(is_address(host), "{host}");
        }
        for host in ["", "evil.example", "127.0.0.1.evil.example:4000", "localhost.evil.example", "[::1", "a b"] {
            assert!(!is_address(host), "{host}");
        }
    }
}
