package io.tokentally.database;

/** A PostgreSQL server that the application works on: its own, or somebody else's. */
public interface DatabaseServer extends AutoCloseable {

    /**
     * Starts the embedded database, or takes the external one that is named.
     *
     * @throws io.tokentally.domain.start.StartRefusedException if that cannot be
     */
    static DatabaseServer start(DatabaseOptions options) {
        RootUser.warnOf();
        return options.isExternal()
                ? ExternalDatabase.of(options)
                : EmbeddedDatabase.start(options.home(), options.port());
    }

    DatabaseAccess access();

    /** Stops the server if it is the application's own. */
    @Override
    void close();
}
