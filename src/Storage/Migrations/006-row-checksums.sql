-- Schema 6: a checksum in each row of what searches find, and of named formulas: XXH3-64 of the row's values.

ALTER TABLE formulas ADD COLUMN checksum INTEGER;
UPDATE formulas SET checksum = row_checksum(name, text);

ALTER TABLE signature_index ADD COLUMN checksum INTEGER;
UPDATE signature_index SET checksum = row_checksum(format, concept_version, signature_count, reference_count);

ALTER TABLE search_runs ADD COLUMN checksum INTEGER;
UPDATE search_runs SET checksum = row_checksum(layer_id, options, complete);

ALTER TABLE explanations ADD COLUMN checksum INTEGER;
UPDATE explanations SET checksum = row_checksum(run_id, unit_id, length, leaves, formula, score, hits, size);

ALTER TABLE explained_units ADD COLUMN checksum INTEGER;
UPDATE explained_units SET checksum = row_checksum(run_id, unit_id, concept, concept_score, concept_hits, concept_size);

ALTER TABLE certificates ADD COLUMN checksum INTEGER;
UPDATE certificates SET checksum = row_checksum(run_id, unit_id, length, bound, expanded, proved_away, beam_score);

ALTER TABLE honesty_runs ADD COLUMN checksum INTEGER;
UPDATE honesty_runs SET checksum = row_checksum(run_id, options);

ALTER TABLE honesty ADD COLUMN checksum INTEGER;
UPDATE honesty SET checksum = row_checksum(check_id, unit_id, explained, formula, leaves, dropped, shifts, as_high, chance_iou,
    seen_formula, seen_hits, seen_size, seen_target, held_hits, held_size, held_target);

ALTER TABLE honesty_clauses ADD COLUMN checksum INTEGER;
UPDATE honesty_clauses SET checksum = row_checksum(check_id, unit_id, number, clause, hits, size);
