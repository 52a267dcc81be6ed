//! Waits for tasks of a service that is a table, on a clock that goes on when somebody waits. Nothing here takes time.

mod batches;
mod explained;
mod failing;
mod fake;
mod flood;
mod holes;
mod lists;
mod mistakes;
mod more_mistakes;
mod property;
mod shapes;
mod unknown;
