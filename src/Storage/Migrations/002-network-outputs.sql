-- Schema 2: what came of running a network: how its inputs were prepared, what it predicts among, and with what weights.

ALTER TABLE layers ADD COLUMN model TEXT;          -- which network it is a layer of, for people
ALTER TABLE layers ADD COLUMN preprocessing TEXT;  -- how the inputs were prepared for it, for people

CREATE TABLE classes (
    id   INTEGER PRIMARY KEY,                -- 0, 1, 2, ... : the network's outputs in their order
    name TEXT NOT NULL
) STRICT;

-- XXH3-64 of no rows.
INSERT INTO table_checksums (name, checksum) VALUES ('classes', 3244421341483603138), ('layer networks', 3244421341483603138);

-- The network's outputs before softmax, for the classes that were chosen.
CREATE TABLE logits (
    id       INTEGER PRIMARY KEY,
    class_id INTEGER NOT NULL UNIQUE REFERENCES classes (id) ON DELETE CASCADE,
    checksum INTEGER NOT NULL,
    data     BLOB    NOT NULL                -- float32 by input, little endian
) STRICT;

-- The last linear layer's weights from a layer's units to the classes.
CREATE TABLE class_weights (
    id       INTEGER PRIMARY KEY,
    layer_id INTEGER NOT NULL UNIQUE REFERENCES layers (id) ON DELETE CASCADE,
    checksum INTEGER NOT NULL,
    data     BLOB    NOT NULL                -- float32, classes x units, little endian
) STRICT;
