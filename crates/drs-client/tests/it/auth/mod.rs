//! Credentials: where they are found, and how they are fetched.

mod fetched;
mod found;
mod receivers;
