//! The grammar: what is a fault, and what is said of a text that is none.

use drs_contract::Operation;
use proptest::prelude::*;

use super::{Faults, parse};
use crate::machine::{Ids, Moment};

/// Every fault once, in each of the ways to say when.
pub(crate) const ALL: [&str; 36] = [
    "create#1:lose-reply",
    "commit#1:lose-request",
    "list%10:reset",
    "detail:reset-mid-body",
    "action:empty",
    "list_jobs:garbage",
    "*:bad-chunk",
    "*#2-5:slow(500ms)",
    "list:drip(100/s)",
    "detail#3:hang",
    "*%5:status(500)",
    "*:status(502)",
    "*:status(503)",
    "*:status(504)",
    "create:refuse",
    "create:html",
    "*:throttle(5/s)",
    "list:retry-after(3)",
    "*#4:expire-token",
    "*#4:lock-ak",
    "*:skew(20m)",
    "create#1:late(60s)",
    "batch=2:late(1.5h)",
    "list:stale(30s)",
    "detail#2:unknown-status(PARKED)",
    "batch=1:check-fails",
    "task=orders*:fail-in-create",
    "create%20:fail-in-start",
    "task=orders*:fail-in-full(40%)",
    "*:fail-in-incremental",
    "batch=1-3:stall(70%)",
    "task=*:lag(0s,2m,10m,1s)",
    "task=?rders:connect-fails(source)",
    "task=orders:connect-fails(target)",
    "task=orders:precheck-fails(dstDbDiskSize)",
    "validate_job_name:status(500)",
];

#[test]
fn every_fault_is_read_and_written_as_it_was() {
    let texts = ALL.map(str::to_owned);
    assert_eq!(Faults::parse(&texts).unwrap().texts(), texts);
}

#[test]
fn mistakes_are_placed_and_remedied() {
    let texts = [
        "",
        "create",
        "creat#1:lose-reply",
        "create#0:lose-reply",
        "create#3-2:reset",
        "list%200:reset",
        "create#1:lose-repli",
        "create#1:explode",
        "create#1:lose-reply(5s)",
        "list:slow",
        "list:slow(5)",
        "list:slow(5s",
        "list:drip(5s)",
        "*:status(404)",
        "*:unknown-status(parked)",
        "task=:stall(5%)",
        "task=orders*:lose-reply",
        "commit:fail-in-full(40%)",
        "task=orders*:fail-in-full(140%)",
        "task=orders*:connect-fails(middle)",
        "batch=x:check-fails",
        "detail:stale(30s)",
        "\u{1b}[31m:reset",
    ];
    let said: Vec<String> = texts.iter().map(|text| parse(text).unwrap_err().to_string()).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn calls_are_counted_for_each_rule() {
    let texts = ["create#2:reset", "list#1-2:empty", "*%50:hang"].map(str::to_owned);
    let (mut faults, mut again) = (Faults::parse(&texts).unwrap(), Faults::parse(&texts).unwrap());
    let calls = [Operation::BatchCreateJobsAsync, Operation::ListJobs, Operation::ListAsyncJobs];
    let hit = |faults: &mut Faults| {
        let calls = calls.into_iter().cycle().take(9);
        calls.map(|call| faults.hit(call, Moment(0), &Ids::new(1)).into_iter().map(|hit| hit.text).collect()).collect()
    };
    let first: Vec<Vec<String>> = hit(&mut faults);
    assert_eq!(first, hit(&mut again), "the seed decides");
    let count = |text: &str| first.iter().flatten().filter(|hit| *hit == text).count();
    assert_eq!((count("create#2:reset"), count("list#1-2:empty")), (1, 2));
    assert!(first[3].contains(&texts[0]) && first[1].contains(&texts[1]) && first[2].contains(&texts[1]));
    assert!((1..9).contains(&count("*%50:hang")));
}

#[test]
fn a_throttle_lets_through_what_it_says() {
    let mut faults = Faults::parse(&["*:throttle(2/s)".to_owned()]).unwrap();
    let mut hits = |at: u64| faults.hit(Operation::ListJobs, Moment(at), &Ids::new(1)).len();
    assert_eq!([hits(0), hits(10), hits(20), hits(999), hits(1_000)], [0, 0, 1, 1, 0]);
}

proptest! {
    #[test]
    fn any_text_is_a_fault_or_a_mistake_in_it(text in "\\PC{0,12}[:#(%)]?\\PC{0,12}") {
        if let Err(error) = parse(&text) {
            prop_assert!((1..=text.chars().count() + 1).contains(&error.position));
            prop_assert!(!error.help.is_empty());
        }
    }
}
