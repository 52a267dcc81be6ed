//! The property `render`, see `drs_tests::properties`.

#![no_main]

use drs_tests::properties;

libfuzzer_sys::fuzz_target!(init: properties::let_foreign_panics_be_caught(), |bytes: &[u8]| properties::render(bytes));
