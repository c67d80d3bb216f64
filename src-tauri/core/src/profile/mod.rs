//! What a person saves and shares.

pub mod literal;
pub mod message;
pub mod model;
