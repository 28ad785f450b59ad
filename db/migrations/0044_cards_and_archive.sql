-- GPU cards and archive storage are granted like the other classes, and books are kept of them.

-- A month that ended before books were kept of a class is compared with none; nobody has books of it to show.
ALTER TABLE resource_class ADD COLUMN booked_from INTEGER NOT NULL DEFAULT 0; -- moment
UPDATE resource_class SET booked_from = coalesce((SELECT max(at) FROM event), 0) WHERE booked_yes = 0;
ALTER TABLE resource_class DROP COLUMN booked_yes;

-- In the order of the application's form, with room where there was none.
UPDATE resource_class SET rank = rank + 1 WHERE rank > 7;
INSERT INTO resource_class (key, label, unit, rank) VALUES ('archive_gb', '归档存储', 'GB', 8);
