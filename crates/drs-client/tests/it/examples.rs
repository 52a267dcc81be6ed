//! Every request example of the contract fits its type, and comes out of it as it went in.

use drs_client::types;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::examples;

fn round_trip<T: Serialize + DeserializeOwned>(operation: &str) {
    for (name, json) in examples(&format!("examples/{operation}")) {
        let value: T =
            serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{operation}/{name}: {error}"));
        assert_eq!(serde_json::to_value(value).unwrap(), json, "{operation}/{name}");
    }
}

#[test]
fn every_request_example_comes_out_of_its_type_as_it_went_in() {
    macro_rules! round_trips {
        ($($method:ident($($parameter:literal)*) $($request:ident)?,)*) => {
            $($(round_trip::<types::$request>(stringify!($method));)?)*
        };
    }
    with_calls!(round_trips);
}
