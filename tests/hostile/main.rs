//! Hostile profiles and messages against the packet module: bounds on allocated memory and processor time.
//!
//! A separate test target, because the counting allocator is global. The bounds are many times what the budgets in
//! `packet::budget` allow, and far below what the inputs ask for.

mod layouts;
mod measure;
mod protobuf;
mod trees;
