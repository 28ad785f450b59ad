-- What a contract costs a year is one of its terms: a supplement that changes it from a day on changes no earlier year's
-- settlement.  Of contracts that were registered before, the newest version is known; NULL: as the contract has it now.
ALTER TABLE contract_terms ADD COLUMN amount INTEGER CHECK (amount >= 0); -- 分 a year
DROP TRIGGER contract_terms_fixed;
UPDATE contract_terms SET amount = (SELECT c.amount FROM contract c WHERE c.id = contract_terms.contract_id)
 WHERE version = (SELECT c.version FROM contract c WHERE c.id = contract_terms.contract_id);
CREATE TRIGGER contract_terms_fixed BEFORE UPDATE ON contract_terms
BEGIN SELECT RAISE(ABORT, 'contract: terms never change, a supplement adds a version'); END;
