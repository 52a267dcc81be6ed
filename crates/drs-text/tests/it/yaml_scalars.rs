//! Plain scalars of YAML: what each is in YAML 1.2, and whether YAML 1.1 reads it otherwise.

use drs_text::{Limits, YamlOptions, yaml};

use crate::show;

/// Strictly (the value, a placeholder behind `!` if it is ambiguous, and the fault) and leniently.
fn readings(scalar: &str) -> (String, String) {
    let source = format!("k: {scalar}\n");
    let read = |strict_scalars| {
        let parsed = yaml::parse_with(source.as_bytes(), &Limits::default(), YamlOptions { strict_scalars });
        let value = parsed.tree.as_ref().map(|tree| show::value(tree.root().get("k").unwrap())).unwrap_or_default();
        let faults = show::parsed(source.as_bytes(), &parsed);
        let faults = faults.split_once('\n').map_or("", |(_, faults)| faults);
        format!("{value} {faults}").trim_end().to_owned()
    };
    (read(true), read(false))
}

#[test]
fn scalars_without_doubt() {
    for (scalar, value) in [
        ("", "null"),
        ("~", "null"),
        ("null", "null"),
        ("Null", "null"),
        ("NULL", "null"),
        ("nULL", "\"nULL\""),
        ("true", "true"),
        ("True", "true"),
        ("TRUE", "true"),
        ("false", "false"),
        ("FALSE", "false"),
        ("tRUE", "\"tRUE\""),
        ("0", "0"),
        ("-0", "-0"),
        ("12", "12"),
        ("-12", "-12"),
        ("+12", "12"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("1.5", "1.5"),
        ("1.50", "1.50"),
        ("-.5", "-0.5"),
        ("+.5", "0.5"),
        ("1.", "1.0"),
        ("01.5", "1.5"),
        ("1.5e+3", "1.5e+3"),
        ("1.5E-3", "1.5E-3"),
        ("1.e+3", "1.0e+3"),
        ("0x1F", "31"),
        ("0xffffffffffffffff", "18446744073709551615"),
        ("a", "\"a\""),
        ("a b", "\"a b\""),
        ("1.2.3", "\"1.2.3\""),
        ("192.168.0.1", "\"192.168.0.1\""),
        ("192.168.0.1:3306", "\"192.168.0.1:3306\""),
        ("2001:db8::1", "\"2001:db8::1\""),
        ("1:60", "\"1:60\""),
        ("10:99:10", "\"10:99:10\""),
        ("12px", "\"12px\""),
        ("1e", "\"1e\""),
        ("e3", "\"e3\""),
        ("0x", "\"0x\""),
        ("0xG", "\"0xG\""),
        ("0o8", "\"0o8\""),
        (".", "\".\""),
        ("+", "\"+\""),
        ("--1", "\"--1\""),
        (".infinity", "\".infinity\""),
        ("${env:NAME}", "\"${env:NAME}\""),
        ("yesterday", "\"yesterday\""),
        ("2026-13", "\"2026-13\""),
        ("'on'", "\"on\""),
        ("\"012\"", "\"012\""),
        ("!!str on", "\"on\""),
        ("!!str 012", "\"012\""),
        ("!!str", "\"\""),
        ("! 12", "\"12\""),
        ("!!int '12'", "12"),
        ("!!float 12", "12"),
        ("!!float \"1.\"", "1.0"),
        ("!!bool \"true\"", "true"),
        ("!!bool 'False'", "false"),
        ("!!null ''", "null"),
        ("!!null", "null"),
        ("!<tag:yaml.org,2002:str> 1", "\"1\""),
    ] {
        assert_eq!(readings(scalar), (value.to_owned(), value.to_owned()), "{scalar}");
    }
}

#[test]
fn scalars_in_doubt_are_faults_if_strict() {
    for (scalar, strict, lenient) in [
        ("yes", "!\"yes\"", "Bool"),
        ("Yes", "!\"Yes\"", "Bool"),
        ("no", "!\"no\"", "Bool"),
        ("NO", "!\"NO\"", "Bool"),
        ("on", "!\"on\"", "Bool"),
        ("Off", "!\"Off\"", "Bool"),
        ("y", "!\"y\"", "Bool"),
        ("N", "!\"N\"", "Bool"),
        ("012", "!12", "Octal"),
        ("-07", "!-7", "Octal"),
        ("00", "!0", "Octal"),
        ("08", "!8", "Text"),
        ("0o17", "!15", "Text"),
        ("1e3", "!1e3", "Text"),
        ("1.5e3", "!1.5e3", "Text"),
        ("1_000", "!\"1_000\"", "Number"),
        ("1_000.5", "!\"1_000.5\"", "Number"),
        ("0b101", "!\"0b101\"", "Number"),
        ("-0x1F", "!\"-0x1F\"", "Number"),
        ("0x1_F", "!\"0x1_F\"", "Number"),
        ("1:30", "!\"1:30\"", "Sexagesimal"),
        ("190:20:30.5", "!\"190:20:30.5\"", "Sexagesimal"),
        ("2026-01-31", "!\"2026-01-31\"", "Timestamp"),
        ("2026-1-3T10:00:00Z", "!\"2026-1-3T10:00:00Z\"", "Timestamp"),
        ("2026-01-31 10:00:00 +08:00", "!\"2026-01-31 10:00:00 +08:00\"", "Timestamp"),
    ] {
        let (value, reading) = (&strict[1..], lenient);
        let strict = format!("{strict} ambiguous-scalar `{scalar}` {reading}");
        assert_eq!(readings(scalar), (strict, value.to_owned()), "{scalar}");
    }
}

#[test]
fn scalars_that_json_cannot_say_are_faults() {
    for (scalar, shown) in [
        (".inf", "!number invalid-literal `.inf`"),
        ("-.Inf", "!number invalid-literal `-.Inf`"),
        (".NaN", "!number invalid-literal `.NaN`"),
        ("1.0e+400", "1.0e+400 number-out-of-range `1.0e+400`"),
        ("!!int a", "!\"a\" unsupported-tag `!!int`"),
        ("!!int 1.5", "!1.5 unsupported-tag `!!int`"),
        ("!!bool yes", "!\"yes\" unsupported-tag `!!bool`"),
        ("!!null 0", "!0 unsupported-tag `!!null`"),
        ("!!binary aGk=", "!\"aGk=\" unsupported-tag `!!binary`"),
        ("!!timestamp 2026-01-31", "!\"2026-01-31\" unsupported-tag `!!timestamp`"),
        ("!local 1", "!1 unsupported-tag `!local`"),
        ("&a !local \"1\"", "!\"1\" unsupported-tag `!local`"),
        ("!!map a", "!\"a\" unsupported-tag `!!map`"),
    ] {
        assert_eq!(readings(scalar), (shown.to_owned(), shown.to_owned()), "{scalar}");
    }
}

#[test]
fn keys_are_what_is_written() {
    let text = "on: 1\n012: 1\nnull: 1\n~: 1\n1.5: 1\ntrue: 1\n2026-01-31: 1\n'q': 1\n!!int 7: 1\n: 1\n";
    let keys = r#"{"on":1,"012":1,"null":1,"~":1,"1.5":1,"true":1,"2026-01-31":1,"q":1,"7":1,"":1}"#;
    // In YAML 1.1 these are other keys.
    let faults = "ambiguous-scalar `on` Bool\nambiguous-scalar `012` Octal\nambiguous-scalar `2026-01-31` Timestamp";
    assert_eq!(show::yaml(text), format!("{keys}\n{faults}"));
    assert_eq!(show::yaml("'on': 1\n!!str 012: 1\n"), r#"{"on":1,"012":1}"#);
}
