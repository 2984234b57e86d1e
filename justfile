# What a contributor runs. `just` alone lists the recipes.

default:
    @just --list

# All that CI checks
check: fmt-check lint test doc

fmt:
    cargo fmt

fmt-check:
    cargo fmt --check

lint:
    cargo clippy --all-targets -- -D warnings

test:
    cargo test

doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Licences and advisories (needs cargo-deny)
deny:
    cargo deny check

# Write the expected pictures of the tests anew; look at them before committing
bless:
    UPDATE_SNAPSHOTS=1 cargo test

# All benches, failing on a missed bar
bench:
    cargo bench --benches -- --check

# The built program does its least: read, check, search and draw the bundled case
smoke:
    cargo run -- check data/tehran-warning/case.json
    cargo run -- search data/tehran-warning/case.json tehran
    cargo run -- render data/tehran-warning/case.json -o target/smoke.svg
