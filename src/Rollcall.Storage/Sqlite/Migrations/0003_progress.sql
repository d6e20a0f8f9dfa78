-- The number of the last record of a progress log that is in these tables: what a log holds beyond it is newer.

ALTER TABLE sync ADD COLUMN progress INTEGER NOT NULL DEFAULT 0;
