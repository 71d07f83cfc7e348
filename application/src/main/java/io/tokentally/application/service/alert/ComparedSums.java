package io.tokentally.application.service.alert;

import io.tokentally.application.port.out.summary.LedgerMonitor;
import io.tokentally.domain.access.OrganizationId;
import java.util.OptionalLong;

/** Passes on what a comparison of sums with calls came to, and remembers the last for whoever tells of troubles. Safe for many threads. */
public final class ComparedSums implements LedgerMonitor {

    private static final long NOT_YET = -1;

    private final LedgerMonitor monitor;
    private volatile long differing = NOT_YET;

    public ComparedSums(LedgerMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void differs(OrganizationId organizationId, String day, int sums) {
        monitor.differs(organizationId, day, sums);
    }

    @Override
    public void verified(long sums) {
        differing = sums;
        monitor.verified(sums);
    }

    /** How many sums were not those of the calls the last time; empty as long as this process has not compared them. */
    OptionalLong differing() {
        long known = differing;
        return known == NOT_YET ? OptionalLong.empty() : OptionalLong.of(known);
    }
}
