-- A 密评 is filed with the authority for cryptography within 30 days: until when, when, and the number of its receipt.
-- What is registered already was never asked and says nothing.
ALTER TABLE compliance ADD COLUMN authority_due INTEGER; -- the last day in time; NULL: of no 密评, or never asked
ALTER TABLE compliance ADD COLUMN authority_day INTEGER; -- NULL: not yet
ALTER TABLE compliance ADD COLUMN authority_no TEXT;
