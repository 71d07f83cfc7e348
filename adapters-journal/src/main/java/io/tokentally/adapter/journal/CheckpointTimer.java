package io.tokentally.adapter.journal;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Looks now and then whether the journal's file is to be brought up to date. */
record CheckpointTimer(StoreHandle disk, WriteOutage outage) implements Runnable {

    private static final long MILLIS = 100;

    @Override
    public void run() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(MILLIS);
                bringUpToDate();
            }
        } catch (InterruptedException e) {
            // The journal was closed.
            Thread.currentThread().interrupt();
        }
    }

    private void bringUpToDate() {
        if (!outage.isOver()) {
            return;
        }
        try {
            disk.checkpointIfDue();
        } catch (SQLException e) {
            outage.begin(e);
        }
    }
}
