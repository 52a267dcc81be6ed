//! What says or takes nothing: answers, references, standard output.

use super::rehearse::Rehearsal;

const TASKS: &str = "\
- {name: orders, status: FULL_TRANSFER_FAILED, job_type: sync, task_type: FULL_INCR_TRANS}
- {name: stock, status: RELEASE_RESOURCE_COMPLETE}
";

/// The id of the first task of a list.
const FIRST: &str = "$(drs list --output json | sed -n 's/.*\"id\": \"\\([^\"]*\\)\".*/\\1/p' | head -1)";

#[test]
fn an_answer_without_content_is_no_success_unless_there_is_nothing_to_say() {
    for (fault, script, status) in [
        ("list_jobs:empty", "drs list", 2),
        ("list_jobs:empty", "drs list --billing", 2),
        ("show_job_detail:empty", "drs show $job", 2),
        ("stop_job_action:empty", "drs end $job", 6),
        ("execute_job_action:empty", "drs action $job stop", 6),
        ("update_job:empty", "drs update $job name.json", 6),
        ("*:empty", "drs delete $job", 0),
    ] {
        let run = Rehearsal::new().tasks(TASKS).run(&format!("job={FIRST}; echo $job"));
        let job = run.stdout.trim();
        assert!(!job.is_empty(), "{}", run.transcript());
        let run = Rehearsal::new().tasks(TASKS).fault(fault).run(&format!("job={job}; {script}"));
        assert_eq!(run.status, status, "{fault} {script}\n{}", run.transcript());
    }
}

#[test]
fn an_empty_file_is_no_secret_and_nothing_is_begun_with_it() {
    let script =
        "sed 's/${env:SOURCE_DB_PASSWORD}/${file:pw}/' create.json >f.json; echo >pw; drs run f.json --start never";
    let run = Rehearsal::new().run(&format!("{script}; status=$?; ls; exit $status"));
    assert_eq!(run.status, 2, "{}", run.transcript());
    assert!(
        run.stderr.contains("the file `pw`, to which `db_password` of `f.json` refers, is empty"),
        "{}",
        run.transcript()
    );
    assert!(!run.stdout.contains("run.jsonl"), "{}", run.transcript());
}

#[test]
fn a_wait_whose_reader_is_gone_keeps_its_status() {
    let script = format!("{{ drs watch {FIRST} --until full; echo $? >status; }} | true; exit $(cat status)");
    let run = Rehearsal::new().tasks(TASKS).run(&script);
    assert_eq!(run.status, 3, "{}", run.transcript());
}

#[cfg(target_os = "linux")]
#[test]
fn events_that_cannot_be_written_are_a_failure_at_the_end() {
    let run = Rehearsal::new().run("drs run create.json --until created --output json-lines >/dev/full");
    assert_eq!(run.status, 2, "{}", run.transcript());
    assert!(run.stderr.contains("cannot write the output"), "{}", run.transcript());
    let written = Rehearsal::new().run("drs run create.json --until created --output json-lines");
    assert!(written.status == 0 && written.stdout.lines().count() > 2, "{}", written.transcript());
}
