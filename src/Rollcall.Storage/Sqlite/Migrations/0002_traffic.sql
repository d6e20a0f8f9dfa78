-- The requests of the running run as of its last step: one row, beside its record, which is too large to be written with every step.

CREATE TABLE traffic (
    id                       INTEGER PRIMARY KEY CHECK (id = 1),
    sent                     INTEGER NOT NULL,
    succeeded                INTEGER NOT NULL,
    failed                   INTEGER NOT NULL,
    retried                  INTEGER NOT NULL,
    bytes_sent               INTEGER NOT NULL
) STRICT;
