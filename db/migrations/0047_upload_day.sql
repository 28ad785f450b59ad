-- How much somebody handed in today, without looking at the files of other days.

CREATE INDEX attachment_by_uploader ON attachment (uploaded_by, uploaded_at, size);
