//! What holds whatever the bytes are holds of the seeds and of thousands of texts made from them, the same in every run.
//! `cargo xtask fuzz` looks further.

use drs_tests::seeds::{self, Numbers};
use drs_tests::{names, properties};

/// How many texts are made of the seeds for each property.
const TEXTS: usize = 1000;

/// Longer seeds are looked at as they are, and not changed: changes hit nothing in them.
const LONG: usize = 4000;

fn holds(name: &str) {
    let (_, property) = properties::ALL.into_iter().find(|(known, _)| *known == name).expect("a property");
    let seeds = seeds::all();
    assert!(seeds.len() > 200, "{}", seeds.len());
    for seed in &seeds {
        property(seed);
    }
    let short: Vec<_> = seeds.iter().filter(|seed| seed.len() < LONG).collect();
    let mut numbers = Numbers::new(20_261_121);
    for _ in 0..TEXTS {
        let (seed, other) = (numbers.below(short.len()), numbers.below(short.len()));
        property(&seeds::changed(short[seed], short[other], &mut numbers));
    }
}

#[test]
fn json_is_read() {
    holds("json");
}

#[test]
fn yaml_is_read() {
    holds("yaml");
}

#[test]
fn reports_point_into_the_text_and_show_no_secret() {
    holds("walk");
}

#[test]
fn what_is_accepted_is_right() {
    holds("accept");
}

#[test]
fn fixes_make_nothing_worse() {
    holds("fix");
}

#[test]
fn formats_are_fit_for_their_readers() {
    holds("render");
}

#[test]
fn each_property_has_a_target() {
    let mut properties = properties::ALL.map(|(name, _)| format!("{name}.rs"));
    properties.sort();
    assert_eq!(names("tests/fuzz/targets"), properties);
}
