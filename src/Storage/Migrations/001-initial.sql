-- The probe database, schema 1. One file holds a probe dataset, its concepts, the layers probed on it, and what was found.

CREATE TABLE dataset (
    id               INTEGER PRIMARY KEY CHECK (id = 1),
    name             TEXT    NOT NULL,
    kind             TEXT    NOT NULL CHECK (kind IN ('images', 'texts')),
    height           INTEGER NOT NULL CHECK (height > 0),
    width            INTEGER NOT NULL CHECK (width > 0),
    input_count      INTEGER NOT NULL CHECK (input_count >= 0),
    source_directory TEXT,
    -- Counts every change of the concepts; the signature index names the one it was built from.
    concept_version  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE inputs (
    id         INTEGER PRIMARY KEY,          -- 0, 1, 2, ... : the order of the dataset
    name       TEXT NOT NULL,
    split      TEXT,
    source     TEXT NOT NULL,                -- an image's path, or the text itself
    label      TEXT,
    prediction TEXT
) STRICT;

CREATE TABLE concepts (
    id       INTEGER PRIMARY KEY,            -- 0, 1, 2, ... : the number in the signature index
    category TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    size     INTEGER NOT NULL DEFAULT 0,     -- positions
    UNIQUE (category, name, kind)
) STRICT;

-- A mask is cut into shards: contiguous runs of whole inputs. Positions count from the shard's first input.
-- A shard in which a mask has no position has no row.
CREATE TABLE concept_masks (
    id          INTEGER PRIMARY KEY,
    concept_id  INTEGER NOT NULL REFERENCES concepts (id) ON DELETE CASCADE,
    shard       INTEGER NOT NULL,
    cardinality INTEGER NOT NULL,
    checksum    INTEGER NOT NULL,            -- XXH3-64 of data
    data        BLOB    NOT NULL,            -- portable Roaring
    UNIQUE (concept_id, shard)
) STRICT;

CREATE TABLE layers (
    id              INTEGER PRIMARY KEY,
    name            TEXT    NOT NULL UNIQUE,
    grid_height     INTEGER NOT NULL,
    grid_width      INTEGER NOT NULL,
    threshold_rule  TEXT    NOT NULL,
    activation_type TEXT    NOT NULL CHECK (activation_type IN ('float16', 'float32', 'bool', 'none'))
) STRICT;

CREATE TABLE units (
    id            INTEGER PRIMARY KEY,
    layer_id      INTEGER NOT NULL REFERENCES layers (id) ON DELETE CASCADE,
    number        INTEGER NOT NULL,
    threshold     REAL,
    size          INTEGER NOT NULL DEFAULT 0, -- positions above the threshold
    active_inputs INTEGER NOT NULL DEFAULT 0,
    maximum       REAL,
    minimum       REAL,
    mean          REAL,
    histogram     BLOB,                       -- float64 low, float64 high, then int64 counts; little endian
    UNIQUE (layer_id, number)
) STRICT;

CREATE TABLE unit_masks (
    id          INTEGER PRIMARY KEY,
    unit_id     INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    shard       INTEGER NOT NULL,
    cardinality INTEGER NOT NULL,
    checksum    INTEGER NOT NULL,
    data        BLOB    NOT NULL,
    UNIQUE (unit_id, shard)
) STRICT;

-- The raw grid of one unit over one shard's inputs: inputs x grid_height x grid_width values, little endian.
CREATE TABLE activations (
    id       INTEGER PRIMARY KEY,
    unit_id  INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    shard    INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    data     BLOB    NOT NULL,
    UNIQUE (unit_id, shard)
) STRICT;

CREATE TABLE words (
    id     INTEGER PRIMARY KEY,
    word   TEXT NOT NULL UNIQUE,
    vector BLOB NOT NULL                     -- float32, little endian
) STRICT;

CREATE TABLE neighbors (
    word_id     INTEGER NOT NULL REFERENCES words (id) ON DELETE CASCADE,
    rank        INTEGER NOT NULL,            -- 1 is the nearest
    neighbor_id INTEGER NOT NULL REFERENCES words (id) ON DELETE CASCADE,
    similarity  REAL    NOT NULL,            -- cosine
    PRIMARY KEY (word_id, rank)
) STRICT, WITHOUT ROWID;

CREATE TABLE formulas (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The signature index: derived from the masks, rebuilt when concepts change, never the only copy of anything.
CREATE TABLE signature_index (
    id              INTEGER PRIMARY KEY CHECK (id = 1),
    format          INTEGER NOT NULL,
    concept_version INTEGER NOT NULL,
    signature_count INTEGER NOT NULL,
    reference_count INTEGER NOT NULL
) STRICT;

CREATE TABLE signature_parts (
    id       INTEGER PRIMARY KEY,
    part     TEXT    NOT NULL,               -- offsets, concepts, sizes, posting_offsets, postings; positions (by shard)
    shard    INTEGER NOT NULL DEFAULT 0,
    checksum INTEGER NOT NULL,
    data     BLOB    NOT NULL,
    UNIQUE (part, shard)
) STRICT;

CREATE TABLE unit_hits (
    unit_id  INTEGER PRIMARY KEY REFERENCES units (id) ON DELETE CASCADE,
    checksum INTEGER NOT NULL,
    data     BLOB    NOT NULL                -- varints: count, then (signature step, hits)
) STRICT;

CREATE TABLE search_runs (
    id       INTEGER PRIMARY KEY,
    layer_id INTEGER REFERENCES layers (id) ON DELETE CASCADE,
    options  TEXT    NOT NULL,               -- JSON: all that the answers depend on
    complete INTEGER NOT NULL DEFAULT 0,
    UNIQUE (layer_id, options)
) STRICT;

CREATE TABLE explanations (
    run_id  INTEGER NOT NULL REFERENCES search_runs (id) ON DELETE CASCADE,
    unit_id INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    length  INTEGER NOT NULL,                -- leaves allowed; the best formula of at most so many
    leaves  INTEGER NOT NULL,
    formula TEXT    NOT NULL,
    score   REAL    NOT NULL,
    hits    INTEGER NOT NULL,
    size    INTEGER NOT NULL,
    PRIMARY KEY (run_id, unit_id, length)
) STRICT, WITHOUT ROWID;

-- XXH3-64 over the rows of each table that imports write, large values with checksums of their own left out.
CREATE TABLE table_checksums (
    name     TEXT PRIMARY KEY,
    checksum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A unit is done in a run when it has a row here, also when nothing was found for it. With the best concept that stands alone.
CREATE TABLE explained_units (
    run_id        INTEGER NOT NULL REFERENCES search_runs (id) ON DELETE CASCADE,
    unit_id       INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    concept       TEXT,
    concept_score REAL,
    concept_hits  INTEGER,
    concept_size  INTEGER,
    PRIMARY KEY (run_id, unit_id)
) STRICT, WITHOUT ROWID;
