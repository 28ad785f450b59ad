-- Who answered for each system of a unit, by the register, when it handed in its half-yearly confirmation (第六条): what
-- was registered between that and the acceptance is not written over.
CREATE TABLE ledger_seen (
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  system_id INTEGER NOT NULL REFERENCES system (id),
  department TEXT NOT NULL,
  responsible_title TEXT NOT NULL,
  responsible_phone TEXT NOT NULL,
  security_title TEXT NOT NULL,
  security_phone TEXT NOT NULL,
  PRIMARY KEY (matter_id, system_id)
) STRICT, WITHOUT ROWID;
