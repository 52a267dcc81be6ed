//! Every kind of event is printed by some command, and is what the published schema says.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::thread;

use crate::live::rehearse::{BATCH, Rehearsal, TASK};
use crate::printed;
use crate::scratch::{DRS, UNTIL_IN};

/// Events that need a gateway without patience, a machine that sleeps or a batch that comes late: the tests of `drs-client` have them.
const ELSEWHERE: [&str; 3] = ["batch.orphan", "resumed", "throttled"];

#[test]
fn every_kind_of_event_happens_and_is_what_the_schema_says() {
    let task = |status: &str| Rehearsal::new().tasks(&format!("- {{name: orders, status: {status}}}\n"));
    let run = "drs run create.json --start auto --until full".to_owned();
    let batch = |until: &str| {
        format!("drs create create.json >/dev/null; drs watch --batch {BATCH} --until {until} --timeout 10m")
    };
    let interrupted = format!(
        "{UNTIL_IN}{DRS} watch {TASK} --until ended >out 2>err & until_in out task.found; kill -INT $!; wait $!; cat out"
    );
    let gone = format!(
        "{UNTIL_IN}{DRS} watch {TASK} --until ended >out 2>err & until_in out task.found; kill -STOP $!; \
         {DRS} end {TASK} >/dev/null; {DRS} delete {TASK} >/dev/null; kill -CONT $!; wait $!; cat out"
    );
    let scenes = [
        (Rehearsal::new(), run.clone()),
        (Rehearsal::new().unstarted(), format!("{run} --precheck")),
        (Rehearsal::new().fault("create#1:lose-reply"), run.clone()),
        (Rehearsal::new().fault("batch=1:check-fails"), run.clone()),
        (Rehearsal::new(), batch("committed")),
        (Rehearsal::new(), batch("checked")),
        (Rehearsal::new().fault("batch=1:check-fails"), batch("checked")),
        (Rehearsal::new().fault("task=*:stall(50%)"), format!("{run} --timeout 60m")),
        (task("INCRE_TRANSFER_STARTED"), format!("drs watch {TASK} --until caught-up --max-lag 0s --timeout 10m")),
        (task("CONFIGURATION"), "drs watch no-such-task --until ended".to_owned()),
        (task("CONFIGURATION"), gone),
        (task("CONFIGURATION"), format!("drs watch {TASK} --timeout 10m")),
        (task("FULL_TRANSFER_FAILED"), format!("drs watch {TASK}")),
        (task("CONFIGURATION").fault("list:garbage"), format!("drs watch {TASK} --timeout 20m")),
        // A heartbeat comes once a real second at most, so that this takes some.
        (
            Rehearsal::at_speed("60x").tasks("- {name: orders, status: CONFIGURATION}\n"),
            format!("drs watch {TASK} --timeout 4m"),
        ),
        (Rehearsal::at_speed("manual").tasks("- {name: orders, status: FULL_TRANSFER_STARTED}\n"), interrupted),
    ];
    let words = |(rehearsal, script): &(Rehearsal, String)| {
        let run = rehearsal.run(script);
        let events = printed::events(&run.stdout);
        assert!(!events.is_empty(), "{script} {}", run.transcript());
        events.iter().map(|event| event["event"].as_str().expect("a word").to_owned()).collect::<Vec<_>>()
    };
    // Most of them wait most of the time.
    let seen: BTreeSet<String> = thread::scope(|scope| {
        let scenes: Vec<_> = scenes.iter().map(|scene| scope.spawn(|| words(scene))).collect();
        scenes.into_iter().flat_map(|scene| scene.join().expect("no panic")).collect()
    });
    let missing: Vec<&String> = printed::known().difference(&seen).collect();
    assert_eq!(missing, ELSEWHERE);
}
