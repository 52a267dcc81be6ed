//! Whatever is seen or missed on the way, the outcome is the same.

use std::time::Duration;

use drs_contract::{Class, Machine, State};
use drs_events::Goal;
use proptest::prelude::*;

use crate::watch::course::{has_passed, named};
use crate::watch::source::Seen;
use crate::watch::state::{Standing, TaskState};
use crate::watch::task::{Task, Wanted};

/// A way through the states of the contract: each number chooses what follows. A failure that settles the task is not repaired.
fn way(goal: Goal, choices: &[usize]) -> Vec<&'static State> {
    let mut state = named(Machine::Task, "CREATING").unwrap();
    let mut way = vec![state];
    for choice in choices {
        let settles = state.class == Class::Failed && (goal != Goal::Ended || state.name == "RELEASE_RESOURCE_FAILED");
        if settles || state.class == Class::Final || state.next.is_empty() {
            break;
        }
        state = named(Machine::Task, state.next[choice % state.next.len()].to).unwrap();
        way.push(state);
    }
    way
}

/// How a task stands after these looks.
fn standing<'s>(goal: Goal, looks: impl IntoIterator<Item = &'s str>) -> Standing {
    let mut task = Task::new(TaskState { id: "a".to_owned(), ..TaskState::default() });
    for (second, status) in (0..).zip(looks) {
        let seen = Seen { id: "a".to_owned(), status: Some(status.to_owned()), ..Seen::default() };
        task.see(Duration::from_secs(second * 10), seen, Wanted { goal: Some(goal), max_lag: None });
    }
    task.state.standing
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_global_rejects: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_outcome_does_not_depend_on_what_was_missed(
        choices in prop::collection::vec(0_usize..8, 0..14),
        seen in prop::collection::vec(any::<bool>(), 15),
        goal in prop::sample::select(Goal::ALL.to_vec()),
        strange in prop::option::of(0_usize..14),
    ) {
        let way = way(goal, &choices);
        let last = way.len() - 1;
        // The two goals that ask for a task that works see a failure only if they have not seen it work.
        let must_work = matches!(goal, Goal::Incremental | Goal::CaughtUp);
        prop_assume!(!must_work || way[last].class != Class::Failed);
        // Nor can anybody tell that a task had passed the goal that went back behind it, or was ended.
        prop_assume!(has_passed(goal, way[last]) || !way.iter().any(|state| has_passed(goal, state)));
        let all: Vec<&str> = way.iter().map(|state| state.name).collect();
        let mut some: Vec<&str> =
            all.iter().enumerate().filter(|(place, _)| *place == last || seen[*place]).map(|(_, name)| *name).collect();
        if let Some(place) = strange {
            some.insert(place.min(some.len() - 1), "A_STATE_OF_NEXT_YEAR");
        }
        let (of_all, of_some) = (standing(goal, all.iter().copied()), standing(goal, some.iter().copied()));
        prop_assert_eq!(of_all, of_some, "{}: {:?} and {:?}", goal, all, some);
    }

    #[test]
    fn any_words_in_any_order_are_survived(
        looks in prop::collection::vec(prop::sample::select(
            Machine::Task.states().map(|state| state.name).chain(["", "\u{1b}[31m", "NEW"]).collect::<Vec<_>>()
        ), 0..30),
        goal in prop::sample::select(Goal::ALL.to_vec()),
    ) {
        standing(goal, looks.iter().copied());
    }
}
