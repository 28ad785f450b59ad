-- What a contract promises beside availability, shown with its terms; backups and delivery are also what the score asks
-- for.  NULL: the contract says nothing of it.
ALTER TABLE contract_terms ADD COLUMN durability INTEGER CHECK (durability BETWEEN 0 AND 100000000000); -- percent times 10^9
ALTER TABLE contract_terms ADD COLUMN backup INTEGER CHECK (backup BETWEEN 0 AND 10000);               -- percent times 100
ALTER TABLE contract_terms ADD COLUMN delivery_wd INTEGER CHECK (delivery_wd BETWEEN 1 AND 250);       -- working days
-- Whose terms a limit was taken from; NULL: from the setting, as all were before.
ALTER TABLE fault ADD COLUMN respond_contract_id INTEGER REFERENCES contract (id);
ALTER TABLE fault ADD COLUMN restore_contract_id INTEGER REFERENCES contract (id);
ALTER TABLE work_order ADD COLUMN contract_id INTEGER REFERENCES contract (id);
