package io.tokentally.adapter.journal;

import io.tokentally.adapter.journal.JournalOptions.Level;
import io.tokentally.application.port.out.usage.GuardedMonitor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal's store in its folder, which is opened anew when it was damaged or its connections are of no use any more. */
final class StoreHandle implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreHandle.class);

    private final JournalFolder folder;
    private final DiskReserve ballast;
    private final Level level;
    private final long maxBytes;
    private final GuardedMonitor watcher;
    private final Clock clock;
    private volatile Store store;

    private StoreHandle(JournalFolder folder, JournalOptions options, GuardedMonitor watcher, Clock clock)
            throws IOException, SQLException {
        this.folder = folder;
        this.ballast = folder.ballast();
        this.level = options.level();
        this.maxBytes = options.maxBytes();
        this.watcher = watcher;
        this.clock = clock;
        this.store = openOrReplace();
    }

    /** @throws IllegalStateException if the folder cannot be used */
    static StoreHandle open(JournalOptions options, GuardedMonitor watcher, Clock clock) {
        JournalFolder folder = JournalFolder.take(options.folder());
        try {
            NativeLibrary.unpackIn(folder);
            StoreHandle disk = new StoreHandle(folder, options, watcher, clock);
            disk.tryToTakeUpBallast();
            return disk;
        } catch (IOException | SQLException e) {
            folder.close();
            throw new IllegalStateException(
                    "The journal in %s cannot be opened: %s".formatted(folder.path(), e.getMessage()), e);
        }
    }

    private Store openOrReplace() throws IOException, SQLException {
        try {
            return Store.open(folder.file(), level, maxBytes);
        } catch (SQLException e) {
            if (Store.isDamage(e)) {
                return putAsideAndOpen();
            }
            if (!ballast.isThere()) {
                throw e;
            }
            ballast.throwOff();
            return Store.open(folder.file(), level, maxBytes);
        }
    }

    private Store putAsideAndOpen() throws IOException, SQLException {
        Path damaged = folder.moveAside(clock.instant());
        watcher.tell(monitor -> monitor.journalReplaced(damaged.toString()));
        return Store.open(folder.file(), level, maxBytes);
    }

    private void tryToTakeUpBallast() {
        try {
            ballast.takeUp();
        } catch (IOException e) {
            LOG.warn("The disk of {} is almost full: {}", folder.path(), e.getMessage());
        }
    }

    StoreWriter writer() {
        return store.writer();
    }

    List<JournalEntry> read(long after, int limit) throws SQLException {
        return store.read(after, limit);
    }

    /** @throws SQLException not if the store was exchanged for another meanwhile */
    void checkpointIfDue() throws SQLException {
        Store current = store;
        try {
            current.checkpointIfDue();
        } catch (SQLException e) {
            if (current == store) {
                throw e;
            }
        }
    }

    /** Closes the connections, whatever they say, and opens new ones. */
    void reopen() throws IOException, SQLException {
        quietly(store::close);
        store = openOrReplace();
    }

    /** Puts the damaged file aside, and begins another. */
    void replace() throws IOException, SQLException {
        quietly(store::abandon);
        store = putAsideAndOpen();
    }

    void takeUpBallast() throws IOException {
        ballast.takeUp();
    }

    /** Makes room for what must be written although the disk is full. */
    void throwOffBallast() {
        try {
            ballast.throwOff();
        } catch (IOException e) {
            LOG.warn("The journal's ballast in {} cannot be removed", folder.path(), e);
        }
    }

    long bytes() {
        return folder.bytes();
    }

    private interface Closing {
        void run() throws SQLException;
    }

    private static void quietly(Closing closing) {
        try {
            closing.run();
        } catch (SQLException e) {
            LOG.debug("The journal's store closed with a failure", e);
        }
    }

    @Override
    public void close() {
        try (folder) {
            store.close();
        } catch (SQLException e) {
            LOG.warn("The journal in {} was not closed cleanly; nothing in it is lost", folder.path(), e);
        }
    }
}
