package io.tokentally.benchmark.fault;

/** Something that goes wrong while calls are made. */
enum Fault {
    /** {@code kill -9} of the application, and a new start. */
    KILL_APPLICATION,
    /** SIGTERM to the application, and a new start. */
    TERMINATE_APPLICATION,
    /** All processes of PostgreSQL stand still for a while; connections stay. */
    FREEZE_DATABASE,
    /** PostgreSQL is stopped in order, and started again. */
    STOP_DATABASE,
    /** {@code kill -9} of PostgreSQL, and a new start that recovers. */
    KILL_DATABASE,
    /** The file system that the journal lies on is full for a while. */
    FILL_DISK,
    /** The provider answers with errors. */
    PROVIDER_ERRORS,
    /** The provider closes connections without an answer. */
    PROVIDER_SILENCE,
    /** The provider breaks answers off in the middle. */
    PROVIDER_HALVES,
    /** The provider answers with what is not HTTP. */
    PROVIDER_GARBAGE,
    /** The application is killed while the database is away. */
    KILL_APPLICATION_WHILE_DATABASE_FREEZES
}
