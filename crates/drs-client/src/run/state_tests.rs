//! What attempts, lost and refused, amount to.

use drs_events::run::Op;

use super::record::{Broken, CommitIntent, Entry, Intent, Record};
use super::state::State;

fn state(records: impl IntoIterator<Item = Record>) -> State {
    let entry = |record| Entry::new("2026-03-02T08:15:00.000Z", record);
    State::new(&records.into_iter().map(entry).collect::<Vec<_>>())
}

fn create(attempt: u32) -> Record {
    let (names, sent_at) = (vec!["a".to_owned()], String::new());
    Record::Intent(Intent {
        chunk: 1,
        attempt,
        names,
        sha256: String::new(),
        sent_at,
        marker: None,
        before: Vec::new(),
    })
}

fn commit(attempt: u32, has_tasks: bool) -> Record {
    let (async_job_id, status, sent_at) = ("b".to_owned(), String::new(), String::new());
    Record::CommitIntent(CommitIntent { chunk: 1, attempt, async_job_id, status, sent_at, has_tasks })
}

fn broken(op: Op, attempt: u32) -> Broken {
    let reason = String::new();
    Broken { op, chunk: 1, attempt, task: None, action: None, reason, at: None, code: None, request_id: None }
}

/// Whether nobody knows, after a first attempt that was lost or refused and a second that was refused.
#[test]
fn a_refusal_decides_only_about_its_own_attempt() {
    let lost = |op| Record::Lost(broken(op, 1));
    let refused = |op, attempt| Record::Refused(broken(op, attempt));
    for (records, is_undecided) in [
        (vec![create(1), refused(Op::Create, 1)], false),
        (vec![create(1), lost(Op::Create)], true),
        (vec![create(1), lost(Op::Create), create(2), refused(Op::Create, 2)], true),
        (vec![create(1), refused(Op::Create, 1), create(2), refused(Op::Create, 2)], false),
        (vec![create(1), refused(Op::Create, 1), commit(1, false), refused(Op::Commit, 1)], false),
        (vec![create(1), refused(Op::Create, 1), commit(1, false), commit(2, false), refused(Op::Commit, 2)], true),
    ] {
        assert_eq!(state(records.clone()).is_undecided(), is_undecided, "{records:?}");
    }
}

/// Tasks that are listed after a commit that was lost prove it only if they were not before it.
#[test]
fn tasks_that_were_listed_before_the_first_commit_prove_nothing() {
    for (first, second) in [(false, true), (true, false)] {
        let state = state([create(1), commit(1, first), commit(2, second)]);
        assert_eq!(state.chunks[0].has_had_tasks, first);
    }
}
