-- Schema 4: how far explanations can be trusted. A check of a search's answers, with all that its numbers depend on.

CREATE TABLE honesty_runs (
    id      INTEGER PRIMARY KEY,
    run_id  INTEGER NOT NULL REFERENCES search_runs (id) ON DELETE CASCADE,
    options TEXT    NOT NULL,                -- JSON: shifts, seed, which inputs were held out
    UNIQUE (run_id, options)
) STRICT;

-- A unit is done in a check when it has a row here. Units that nothing explains have none.
CREATE TABLE honesty (
    check_id       INTEGER NOT NULL REFERENCES honesty_runs (id) ON DELETE CASCADE,
    unit_id        INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    explained      TEXT    NOT NULL,         -- the search's answer that was checked; a proof may find a better one later
    formula        TEXT    NOT NULL,         -- that answer without the clauses that change nothing
    leaves         INTEGER NOT NULL,
    dropped        TEXT    NOT NULL,         -- those clauses, a line each
    shifts         INTEGER NOT NULL,         -- by how many numbers of inputs the unit's mask was shifted
    as_high        INTEGER NOT NULL,         -- how many of them scored as high as no shift
    chance_iou     REAL,                     -- the mean over them; NULL where there is none
    seen_formula   TEXT,                     -- what a search that saw only the other inputs found; NULL where nothing
    seen_hits      INTEGER,
    seen_size      INTEGER,
    seen_target    INTEGER,
    held_hits      INTEGER,                  -- that formula on the inputs held out
    held_size      INTEGER,
    held_target    INTEGER,
    PRIMARY KEY (check_id, unit_id)
) STRICT, WITHOUT ROWID;

-- What is left of the formula's counts when one of its clauses is left out.
CREATE TABLE honesty_clauses (
    check_id INTEGER NOT NULL,
    unit_id  INTEGER NOT NULL,
    number   INTEGER NOT NULL,               -- 0, 1, 2, ... : the order in the formula
    clause   TEXT    NOT NULL,
    hits     INTEGER NOT NULL,
    size     INTEGER NOT NULL,
    PRIMARY KEY (check_id, unit_id, number),
    FOREIGN KEY (check_id, unit_id) REFERENCES honesty (check_id, unit_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
