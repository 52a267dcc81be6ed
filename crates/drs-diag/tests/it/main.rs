//! What users and programs get to see.

mod canary;
mod concise;
mod consume;
mod formats;
mod hostile;
mod human;
mod json;
mod mask;
mod mask_content;
mod mask_names;
mod outcome;
mod support;
mod window;
