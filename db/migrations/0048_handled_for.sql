-- What others did in somebody's name is found as what he did himself.
CREATE INDEX task_handled_for ON task (on_behalf_of, closed_at, id) WHERE on_behalf_of IS NOT NULL;
