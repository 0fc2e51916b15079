-- Schema 3: what is proved about explanations. No formula of at most so many leaves scores above the bound; where the bound is
-- the explanation's own score, that is the best there is. An unfinished proof goes on from here.

CREATE TABLE certificates (
    run_id      INTEGER NOT NULL REFERENCES search_runs (id) ON DELETE CASCADE,
    unit_id     INTEGER NOT NULL REFERENCES units (id) ON DELETE CASCADE,
    length      INTEGER NOT NULL,             -- as in explanations
    bound       REAL    NOT NULL,
    expanded    INTEGER NOT NULL,             -- states that were looked into
    proved_away INTEGER NOT NULL,             -- states that were proved to hold nothing better without a look
    beam_score  REAL,                         -- what the beam search found, where the proof found better
    PRIMARY KEY (run_id, unit_id, length)
) STRICT, WITHOUT ROWID;
