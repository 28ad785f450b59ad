-- What the whole of a month says without opening its rows: machines and coverage by platform.
CREATE INDEX usage_month_covered ON usage_month (period, platform_id, coverage) WHERE system_id IS NOT NULL;

-- What a system used in the last whole month and what that comes to, judged once and kept until something it rests on
-- changes or the day does: a list of systems need not open every machine's months.  day 0: to be judged anew.
CREATE TABLE usage_standing (
  system_id INTEGER PRIMARY KEY REFERENCES system (id),
  day INTEGER NOT NULL DEFAULT 0,     -- on which it was judged: exemptions lapse, what was never deployed becomes idle
  period TEXT NOT NULL DEFAULT '',    -- the month, and the last one of the window
  machines INTEGER NOT NULL DEFAULT 0, -- reported in that month; 0: none, and no figures
  vcpu INTEGER NOT NULL DEFAULT 0,
  memory_gb INTEGER NOT NULL DEFAULT 0,
  cpu_avg INTEGER NOT NULL DEFAULT 0, -- hundredths of a percent, weighed as on every page
  cpu_p95 INTEGER NOT NULL DEFAULT 0,
  mem_avg INTEGER NOT NULL DEFAULT 0,
  mem_p95 INTEGER NOT NULL DEFAULT 0,
  storage INTEGER NOT NULL DEFAULT 0,
  coverage INTEGER NOT NULL DEFAULT 0,
  class INTEGER NOT NULL DEFAULT 0,
  why TEXT NOT NULL DEFAULT '',
  rule TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX usage_standing_by_day ON usage_standing (day);
INSERT INTO usage_standing (system_id) SELECT id FROM system;

CREATE TRIGGER usage_standing_begun AFTER INSERT ON system
BEGIN INSERT INTO usage_standing (system_id) VALUES (NEW.id); END;
CREATE TRIGGER usage_standing_system AFTER UPDATE OF state, operating_at ON system
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.id AND day <> 0; END;
CREATE TRIGGER usage_standing_month_added AFTER INSERT ON usage_month WHEN NEW.system_id IS NOT NULL
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.system_id AND day <> 0; END;
CREATE TRIGGER usage_standing_month_changed AFTER UPDATE ON usage_month
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id IN (OLD.system_id, NEW.system_id) AND day <> 0; END;
CREATE TRIGGER usage_standing_machine_added AFTER INSERT ON machine
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.system_id AND day <> 0; END;
-- A machine that went to another system still has its months with the ones before; rare enough to judge all anew.
CREATE TRIGGER usage_standing_machine_changed AFTER UPDATE ON machine
BEGIN UPDATE usage_standing SET day = 0 WHERE day > 0; END;
CREATE TRIGGER usage_standing_season_added AFTER INSERT ON system_season
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.system_id AND day <> 0; END;
CREATE TRIGGER usage_standing_season_changed AFTER UPDATE ON system_season
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.system_id AND day <> 0; END;
CREATE TRIGGER usage_standing_season_ended AFTER DELETE ON system_season
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = OLD.system_id AND day <> 0; END;
CREATE TRIGGER usage_standing_exempted AFTER INSERT ON usage_exemption
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.system_id AND day <> 0; END;
CREATE TRIGGER usage_standing_exemption_changed AFTER UPDATE ON usage_exemption
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.system_id AND day <> 0; END;
CREATE TRIGGER usage_standing_granted AFTER INSERT ON allocation
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.system_id AND day <> 0; END;
CREATE TRIGGER usage_standing_allocated AFTER UPDATE ON allocation
BEGIN UPDATE usage_standing SET day = 0 WHERE system_id = NEW.system_id AND day <> 0; END;
-- Limits are settings, each from a day on.
CREATE TRIGGER usage_standing_ruled AFTER INSERT ON setting
BEGIN UPDATE usage_standing SET day = 0 WHERE day > 0; END;
