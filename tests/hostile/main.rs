//! Hostile profiles and messages against the packet module: what each construct allocates and how long it computes.
//!
//! A binary of its own, since the allocator counts for the whole process. The bounds are many times what the budgets of
//! `packet::budget` allow to be spent, and far below what the inputs ask for.

mod layouts;
mod measure;
mod protobuf;
mod trees;
