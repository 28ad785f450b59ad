-- What is counted by procedure and time: compliance now, the duties calendar.
CREATE INDEX matter_by_key ON matter (procedure_key, opened_at, closed_at, due_at);
CREATE INDEX system_by_state ON system (state, id);
