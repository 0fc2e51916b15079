-- Schema 5: what imports left out, merged, rounded or guessed.

CREATE TABLE import_notes (
    id       INTEGER PRIMARY KEY,            -- in the order of the imports
    layer_id INTEGER REFERENCES layers (id) ON DELETE CASCADE,  -- the layer it is about; NULL for the data set and its concepts
    source   TEXT    NOT NULL,               -- the file or the network that was read
    text     TEXT    NOT NULL,               -- what was found and what was done with it
    count    INTEGER NOT NULL,               -- how often; at least 1
    example  TEXT                            -- one of them
) STRICT;

-- How many of a unit's activations were rounded when they were stored. Its mask and its threshold are of the unrounded ones.
ALTER TABLE units ADD COLUMN rounded INTEGER NOT NULL DEFAULT 0;

-- XXH3-64 of no rows.
INSERT INTO table_checksums (name, checksum) VALUES ('import notes', 3244421341483603138), ('rounded units', 3244421341483603138);
