//! What users and programs get to see.

mod canary;
mod concise;
mod consume;
mod formats;
mod hostile;
mod human;
mod json;
mod mask;
mod outcome;
mod support;
mod window;
