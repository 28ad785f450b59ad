-- A ruling may go back to the review: its new conclusion takes the place of the one before, conditions and all.
ALTER TABLE matter_condition ADD COLUMN dropped_at INTEGER; -- by a later conclusion
