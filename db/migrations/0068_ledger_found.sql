-- What a half-yearly confirmation of the ledger found beyond who answers for a system (第六条): no longer used, figures that
-- differ, a remark.  Kept with the row, so that it waits until somebody follows it or says why nobody does.
ALTER TABLE ledger_check ADD COLUMN found TEXT NOT NULL DEFAULT '' CHECK (found IN ('', 'unused', 'figures', 'remark'));
-- As the unit said, and as the ledger had it at the acceptance; NULL: accepted before these were kept.
ALTER TABLE ledger_check ADD COLUMN vcpu INTEGER;
ALTER TABLE ledger_check ADD COLUMN memory_gb INTEGER;
ALTER TABLE ledger_check ADD COLUMN storage_gb INTEGER;
ALTER TABLE ledger_check ADD COLUMN ledger_vcpu INTEGER;
ALTER TABLE ledger_check ADD COLUMN ledger_memory_gb INTEGER;
ALTER TABLE ledger_check ADD COLUMN ledger_storage_gb INTEGER;
ALTER TABLE ledger_check ADD COLUMN set_aside_at INTEGER;
ALTER TABLE ledger_check ADD COLUMN set_aside_by INTEGER REFERENCES person (id);
ALTER TABLE ledger_check ADD COLUMN set_aside_reason TEXT NOT NULL DEFAULT '';
UPDATE ledger_check SET found = 'unused' WHERE result = 'unused';
CREATE INDEX ledger_check_found ON ledger_check (checked_at, system_id) WHERE found <> '' AND set_aside_at IS NULL;
