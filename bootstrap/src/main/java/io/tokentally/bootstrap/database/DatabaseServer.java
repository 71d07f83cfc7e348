package io.tokentally.bootstrap.database;

/** A PostgreSQL server that the application works on: its own, or somebody else's. */
interface DatabaseServer extends AutoCloseable {

    DatabaseAccess access();

    /** Stops the server if it is the application's own. */
    @Override
    void close();
}
