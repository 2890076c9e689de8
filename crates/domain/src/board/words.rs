//! Words of a text, as they are compared.
