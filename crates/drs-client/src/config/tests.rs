//! Settings that are accepted, and what is said about those that are not.

use drs_contract::Service;

use super::ClientBuilder;

fn base() -> ClientBuilder {
    ClientBuilder::default().endpoint(Service::Drs, "http://localhost:8080").project_id("p").token("canary-token")
}

fn build_error(builder: ClientBuilder) -> String {
    let error = builder.build().unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("canary"), "{shown}");
    error.to_string()
}

#[test]
fn what_cannot_be_used_is_refused() {
    for (url, message) in [
        (
            "drs.example.com",
            "the endpoint of `drs` is not a URL: it must begin with `https://`, or with `http://` if it is on this machine",
        ),
        (
            "ftp://drs.example.com",
            "the endpoint of `drs` must begin with `https://`, or with `http://` if it is on this machine",
        ),
        (
            "drs.example.com:443",
            "the endpoint of `drs` must begin with `https://`, or with `http://` if it is on this machine",
        ),
        ("", "the endpoint of `drs` is empty; it is a URL such as `https://drs.example.com`"),
        ("https://", "the endpoint of `drs` is not a URL such as `https://drs.example.com`: empty host"),
        (
            "http://drs.example.com",
            "the endpoint of `drs` must begin with `https://`, because each call carries credentials",
        ),
        ("https://me:canary@drs.example.com", "the endpoint of `drs` must not hold a user or a password"),
        ("https://drs.example.com?a=b", "the endpoint of `drs` must end with its host or path"),
    ] {
        assert_eq!(build_error(base().endpoint(Service::Drs, url)), message);
    }
    assert_eq!(
        build_error(ClientBuilder::default().project_id("p").token("canary")),
        "neither a region nor an endpoint is set"
    );
    for (id, problem) in [("", "it is empty"), ("..", "it would change the path"), ("x/../y", "it contains a slash")] {
        let form = "an id of a project is one word, such as `054ba152d480d55b2f5dc0069e7ddef0`";
        let message = format!("the project id cannot be used: {problem}; {form}");
        assert_eq!(build_error(base().project_id(id)), message);
    }
    let without = ClientBuilder::default().endpoint(Service::Drs, "http://localhost:8080").project_id("p");
    assert_eq!(build_error(without), "no credentials are set");
}

#[test]
fn a_region_that_does_not_exist_is_refused_with_the_one_that_was_meant() {
    for (region, message) in [
        ("cn-north-5", "the contract knows no region `cn-north-5`; `cn-north-1` is one"),
        ("eu-west-010", "the contract knows no region `eu-west-010`; `eu-west-0` is one"),
        ("CN_NORTH_4", "the contract knows no region `CN_NORTH_4`; `cn-north-4` is one"),
        ("mars\u{1b}", "the contract knows no region `mars\\u{1b}`"),
    ] {
        assert_eq!(build_error(base().region(region)), message);
    }
}

#[cfg(feature = "rustls")]
#[test]
fn a_region_says_where_its_services_are_unless_something_else_is_set() {
    let builder = ClientBuilder::default().region("cn-north-4").project_id("p").token("canary");
    let client = builder.endpoint(Service::Taurusdb, "http://localhost:1").build().unwrap();
    let urls: Vec<_> = client.shared.endpoints.values().map(|endpoint| endpoint.url.as_str()).collect();
    assert_eq!(
        urls,
        ["https://drs.cn-north-4.myhuaweicloud.com", "http://localhost:1", "https://iam.cn-north-4.myhuaweicloud.com"]
    );
}

#[test]
fn settings_do_not_show_the_token() {
    assert!(!format!("{:?}", base()).contains("canary"));
    assert!(!format!("{:?}", base().build().unwrap()).contains("canary"));
}

#[cfg(feature = "rustls")]
#[test]
fn an_endpoint_elsewhere_needs_tls() {
    base().endpoint(Service::Drs, "https://drs.example.com").build().unwrap();
}

#[test]
fn an_endpoint_may_be_local_and_may_have_a_path() {
    for url in ["http://localhost:8080", "http://127.0.0.1:8080/", "http://[::1]:8080/proxy/drs/"] {
        base().endpoint(Service::Drs, url).build().unwrap();
    }
}
