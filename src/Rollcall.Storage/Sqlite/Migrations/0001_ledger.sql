-- One sync in one database: its record, its runs, what is in flight, what came of it, what was refused.

CREATE TABLE sync (
    id                       INTEGER PRIMARY KEY CHECK (id = 1),
    epoch                    INTEGER NOT NULL DEFAULT 0,
    -- SyncRecord as JSON; null until the first run has begun.
    record                   TEXT
) STRICT;
INSERT INTO sync (id) VALUES (1);

CREATE TABLE runs (
    number                   INTEGER PRIMARY KEY AUTOINCREMENT,
    id                       TEXT NOT NULL UNIQUE,
    status                   TEXT NOT NULL,
    started                  INTEGER NOT NULL, -- Unix milliseconds
    finished                 INTEGER,
    -- RunRecord as JSON.
    record                   TEXT NOT NULL
) STRICT;

-- At most one run goes on at a time, by the database.
CREATE UNIQUE INDEX one_running ON runs (status) WHERE status = 'running';

-- Pieces of the running run that were cut and are not settled: in flight, waiting for another try, to be split.
CREATE TABLE pieces (
    lane                     INTEGER NOT NULL,
    start                    INTEGER NOT NULL,
    count                    INTEGER NOT NULL,
    flags                    INTEGER NOT NULL,
    tries                    INTEGER NOT NULL,
    answered                 INTEGER NOT NULL,
    PRIMARY KEY (lane, start)
) STRICT, WITHOUT ROWID;

-- What is settled of the running run: adjacent ranges with the same outcome are one row.
CREATE TABLE outcomes (
    lane                     INTEGER NOT NULL,
    start                    INTEGER NOT NULL,
    count                    INTEGER NOT NULL,
    outcome                  INTEGER NOT NULL,
    may_land                 INTEGER NOT NULL,
    PRIMARY KEY (lane, start)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejections (
    key_hash                 BLOB NOT NULL, -- 16 bytes, big-endian: sorts like the number
    operation                INTEGER NOT NULL,
    is_change                INTEGER NOT NULL,
    record_hash              INTEGER NOT NULL,
    item                     TEXT NOT NULL,
    reason                   TEXT NOT NULL,
    type                     TEXT NOT NULL,
    status                   INTEGER,
    response                 TEXT NOT NULL,
    last_tried               INTEGER NOT NULL, -- Unix milliseconds
    retry_now                INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (key_hash, operation)
) STRICT, WITHOUT ROWID;

-- Memberships of lists that were replaced.
CREATE TABLE retired_memberships (
    number                   INTEGER PRIMARY KEY AUTOINCREMENT,
    list_id                  TEXT,
    membership               TEXT NOT NULL,
    keep_until               INTEGER NOT NULL
) STRICT;
