//! The examples of the contract are valid, and recognised by their shape.

use drs_validate::{Input, Operation, Options, check, check_detected};

use crate::support::{all, examples, ids, shown};

#[test]
fn every_example_is_valid_and_recognised() {
    let mut count = 0;
    for (operation, name, text) in examples() {
        let in_folder = Options { preferred: Some(operation), ..all() };
        for (report, how) in [
            (check(operation, Input::json(&text), &all()), "by name"),
            (check_detected(Input::json(&text), &in_folder), "by shape"),
            // Examples are JSON that is YAML too.
            (check_detected(Input::yaml(&text), &in_folder), "as YAML"),
        ] {
            assert_eq!(report.operation, Some(operation), "{operation}/{name} {how}");
            assert!(report.is_valid(), "{operation}/{name} {how}\n{}", shown(&report));
            assert_eq!(report.warnings, 0, "{operation}/{name} {how}\n{}", shown(&report));
        }
        count += 1;
    }
    assert!(count > 80);
}

#[test]
fn an_example_without_a_folder_is_recognised_or_called_ambiguous() {
    let mut ambiguous = Vec::new();
    for (operation, name, text) in examples() {
        let report = check_detected(Input::json(&text), &all());
        if report.operation == Some(operation) {
            continue;
        }
        assert_eq!(report.operation, None, "{operation}/{name}");
        ambiguous.push(format!("{operation}/{name}"));
        if text.trim() == "{}" {
            assert_eq!(ids(&report), ["DRS-S017"], "{operation}/{name}");
            continue;
        }
        let message = &report.diagnostics[0].message;
        assert!(message.contains(&format!("`{operation}`")), "{operation}/{name}: {message}");
        assert_eq!(ids(&report), ["DRS-S018"], "{operation}/{name}");
        let elsewhere = Some(Operation::UpdateJob);
        let elsewhere = Options { preferred: elsewhere, ..all() };
        assert_eq!(check_detected(Input::json(&text), &elsewhere).operation, None, "{operation}/{name}");
    }
    insta::assert_snapshot!(ambiguous.join("\n"), @"
    batch_set_policy/minimal.json
    batch_stop_jobs_action/minimal.json
    batch_stop_jobs_action/several.json
    delete_star_rocks_data_replication/another.json
    delete_star_rocks_data_replication/everything.json
    delete_star_rocks_data_replication/minimal.json
    list_star_rocks_data_replications/everything.json
    list_star_rocks_data_replications/minimal.json
    list_star_rocks_data_replications/next-page.json
    modify_data_sync/minimal.json
    list_async_job_detail/everything.json
    list_async_job_detail/first-page.json
    list_async_job_detail/minimal.json
    list_jobs/minimal.json
    list_jobs/replays.json
    list_star_rocks_data_replication_config/another.json
    list_star_rocks_data_replication_config/everything.json
    list_star_rocks_data_replication_config/minimal.json
    list_support_links/everything.json
    list_support_links/minimal.json
    list_support_links/of-migration.json
    pause_star_rocks_data_replication/another.json
    pause_star_rocks_data_replication/everything.json
    pause_star_rocks_data_replication/minimal.json
    resume_star_rocks_data_replication/another.json
    resume_star_rocks_data_replication/everything.json
    resume_star_rocks_data_replication/minimal.json
    show_timeline/everything.json
    show_timeline/minimal.json
    show_timeline/whole.json
    stop_job_action/by-default.json
    ");
}
