//! `secrets.rs`: the names of what is never shown.

use std::collections::BTreeSet;

use crate::contract::{Contract, Schema};
use crate::output::source::header;
use crate::value::Value;

/// Names of credentials that no schema has and that people put into files all the same.
const COMMON: [&str; 37] = [
    "access_key",
    "access_token",
    "ak",
    "api_key",
    "auth",
    "auth_token",
    "client_secret",
    "cookie",
    "credential",
    "credentials",
    "db_pass",
    "db_pwd",
    "id_token",
    "key_password",
    "pass",
    "passphrase",
    "passw",
    "passwd",
    "passwort",
    "pem",
    "private_key",
    "psw",
    "pswd",
    "pw",
    "pwd",
    "refresh_token",
    "secret",
    "secret_access_key",
    "secret_key",
    "secrets",
    "security_token",
    "session_token",
    "sk",
    "ssl_key",
    "token",
    "口令",
    "密码",
];

pub(super) fn module(contract: &Contract) -> String {
    let mut text = header("The names of the members whose values are secrets.");
    text.push_str(
        "/// Fields of the contract that hold secrets, its authentication headers, and common names of credentials.\n",
    );
    text.push_str("pub(crate) const NAMES: &[&str] = &[\n");
    for name in names(contract) {
        text.push_str(&format!("    {name:?},\n"));
    }
    text.push_str("];\n");
    text
}

/// The names, sorted.
pub(super) fn names(contract: &Contract) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = COMMON.iter().map(|name| (*name).to_owned()).collect();
    for schema in contract.schemas.values() {
        collect(contract, schema, &mut names);
    }
    let schemes = contract.bundle.pointer("/components/securitySchemes").into_iter().flat_map(Value::members);
    names.extend(schemes.filter_map(|(_, scheme)| scheme.get("name")?.as_str().map(str::to_owned)));
    names
}

fn collect(contract: &Contract, schema: &Schema, names: &mut BTreeSet<String>) {
    if let Some(object) = schema.as_object() {
        let secrets = object.properties.iter().filter(|(_, property)| contract.resolve(&property.schema).secret);
        names.extend(secrets.map(|(name, _)| name.clone()));
    }
    for inner in schema.children() {
        collect(contract, inner, names);
    }
}
