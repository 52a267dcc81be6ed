//! What the contract of the data replication API says, as static data: operations, services and their hosts, objects and
//! fields of requests, request examples, published schemas, and the page of each diagnostic.
//!
//! ```
//! use drs_contract::{Operation, Service};
//!
//! let operation = Operation::from_id("update_job").unwrap();
//! assert_eq!((operation.method(), operation.service()), ("PUT", Service::Drs));
//! assert_eq!(operation.service().host("cn-north-4"), Some("drs.cn-north-4.myhuaweicloud.com"));
//! ```
//!
//! The data is generated from `spec/`; nothing here decides anything.

mod answer;
#[rustfmt::skip]
#[allow(clippy::needless_raw_string_hashes, unused_imports, reason = "generated")]
mod generated;
mod native_rule;
mod object;
mod operation;
mod page;
mod service;
mod state;

pub use answer::{Answer, Happened};
pub use generated::examples::EXAMPLES;
pub use generated::life::{ANSWERS, STATES};
pub use generated::native_rules::NativeRule;
pub use generated::objects::OBJECTS;
pub use generated::operations::Operation;
pub use generated::pages::{PAGES, RULES_JSON};
pub use generated::services::Service;
pub use object::{Erratum, Field, Object, ObjectRule, Value};
pub use operation::{Example, Location, Parameter, Retry};
pub use page::Page;
pub use state::{Class, Evidence, Machine, State, Transition};
